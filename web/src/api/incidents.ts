import { get, post, type Query } from './client';
import type { Narrow, Schema } from './types';

export type Severity = 'informational' | 'low' | 'medium' | 'high' | 'critical';
export type IncidentState = 'new' | 'claimed' | 'closed';
export type Verdict = 'malicious' | 'suspicious' | 'benign' | 'false-positive';

export type IncidentRow = Narrow<Schema<'IncidentRow'>, { severity: Severity; state: IncidentState; verdict: Verdict | null }>;
export type IncidentPage = Narrow<Schema<'IncidentPage'>, { items: IncidentRow[] }>;
export type TimelineLine = Schema<'TimelineLine'>;
export type IncidentEntity = Schema<'IncidentEntity'>;
export type EntityLink = Schema<'EntityLink'>;
export type ProcessLine = Schema<'ProcessLine'>;
export type ChainTechnique = Schema<'ChainTechnique'>;
export type ChainStep = Schema<'ChainStep'>;
export type IncidentNote = Schema<'IncidentNote'>;
export type HistoryLine = Schema<'HistoryLine'>;
export type IncidentDetail = Narrow<Schema<'IncidentDetail'>, { incident: IncidentRow; similar: IncidentRow[] }>;
export type IncidentAction = Narrow<Schema<'IncidentAction'>, { action: 'claim' | 'release' | 'close' | 'reopen'; verdict?: Verdict }>;
export type ActionOutcome = Schema<'ActionOutcome'>;

export const incidents = {
  page: (query: Query, signal?: AbortSignal) => get<IncidentPage>('incidents', { query, signal }),
  detail: (id: string, signal?: AbortSignal) => get<IncidentDetail>(`incidents/${encodeURIComponent(id)}`, { signal }),
  act: (action: IncidentAction) => post<ActionOutcome>('incidents/actions', action),
  note: (id: string, text: string) => post<IncidentNote>(`incidents/${encodeURIComponent(id)}/notes`, { text }),
  undo: (token: string) => post<ActionOutcome>('undo', { token }),
  exportAddress: (id: string, format: 'json' | 'html' | 'stix') => `/api/v1/incidents/${encodeURIComponent(id)}/export?format=${format}`,
};
