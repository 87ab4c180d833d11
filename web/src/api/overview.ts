import { get } from './client';
import type { IncidentRow, Severity } from './incidents';
import type { Narrow, Schema } from './types';

export type SeverityCount = Narrow<Schema<'SeverityCount'>, { severity: Severity }>;
export type FunnelStep = Narrow<Schema<'FunnelStep'>, { name: 'events' | 'findings' | 'incidents' | 'confirmed' }>;
export type HealthCheck = Narrow<Schema<'HealthCheck'>, { state: 'good' | 'warning' | 'bad' | 'unknown' }>;
export type NoisyRule = Schema<'NoisyRule'>;
export type OverviewAnswer = Narrow<Schema<'OverviewAnswer'>, { open: SeverityCount[]; funnel: FunnelStep[]; health: HealthCheck[]; latest: IncidentRow[] }>;

export const overview = { read: (signal?: AbortSignal) => get<OverviewAnswer>('overview', { signal }) };
