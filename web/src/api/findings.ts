import { get, post, remove, type Query } from './client';
import type { ActionOutcome, Severity } from './incidents';
import type { Narrow, Schema } from './types';

export type FindingRow = Narrow<Schema<'FindingRow'>, { level: Severity }>;
export type FindingPage = Narrow<Schema<'FindingPage'>, { items: FindingRow[] }>;
export type FieldValue = Schema<'FieldValue'>;
export type EvidenceEvent = Schema<'EvidenceEvent'>;
export type FindingDetail = Narrow<Schema<'FindingDetail'>, { finding: FindingRow }>;
export type FindingGroup = Narrow<Schema<'FindingGroup'>, { level: Severity }>;

export type SuppressionOp = 'equals' | 'contains' | 'starts_with' | 'cidr';
export type SuppressionKind = 'suppress' | 'accept';
export type SuppressionTerm = Narrow<Schema<'SuppressionTerm'>, { op: SuppressionOp }>;
export type SuppressionRequest = Narrow<Schema<'SuppressionRequest'>, { conditions: SuppressionTerm[]; kind: SuppressionKind }>;
export type SuppressionPreview = Narrow<Schema<'SuppressionPreview'>, { samples: FindingRow[] }>;
export type SuppressionRow = Narrow<Schema<'SuppressionRow'>, { conditions: SuppressionTerm[]; kind: SuppressionKind }>;

export const findings = {
  page: (query: Query, signal?: AbortSignal) => get<FindingPage>('findings', { query, signal }),
  groups: (query: Query, signal?: AbortSignal) => get<FindingGroup[]>('findings/groups', { query, signal }),
  detail: (id: string, signal?: AbortSignal) => get<FindingDetail>(`findings/${encodeURIComponent(id)}`, { signal }),
};

export const suppressions = {
  list: (signal?: AbortSignal) => get<SuppressionRow[]>('suppressions', { signal }),
  preview: (request: SuppressionRequest, signal?: AbortSignal) => post<SuppressionPreview>('suppressions/preview', request, { signal }),
  make: (request: SuppressionRequest) => post<ActionOutcome>('suppressions', request),
  end: (id: string) => remove<ActionOutcome>(`suppressions/${encodeURIComponent(id)}`),
};
