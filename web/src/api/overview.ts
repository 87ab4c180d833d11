import { get } from './client';
import type { IncidentRow, Severity } from './incidents';

export interface SeverityCount { severity: Severity; count: number }
export interface FunnelStep { name: 'events' | 'findings' | 'incidents' | 'confirmed'; count: number | null }
export interface HealthCheck { name: string; state: 'good' | 'warning' | 'bad' | 'unknown'; says: string; fix: string | null }
export interface NoisyRule { rule: string; title: string; count: number }
export interface OverviewAnswer {
  asOf: string; eventsPerSecond: number | null; eventsToday: number | null; eventsPerMinute: number[]; findingsToday: number;
  open: SeverityCount[]; unclaimed: number; overdue: number; minutesToDetect: number | null; minutesToClose: number | null;
  funnel: FunnelStep[]; health: HealthCheck[]; noisyRules: NoisyRule[]; latest: IncidentRow[]; lagSeconds: number;
}

export const overview = { read: (signal?: AbortSignal) => get<OverviewAnswer>('overview', { signal }) };
