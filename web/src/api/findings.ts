import { get, post, remove, type Query } from './client';
import type { ActionOutcome, Severity } from './incidents';

export interface FindingRow {
  id: string; time: string | null; found: string; rule: string; title: string; level: Severity; host: string | null; user: string | null;
  incident: string | null; suppressed: string | null; detail: string;
}
export interface FindingPage { items: FindingRow[]; total: number; asOf: string }
export interface FieldValue { name: string; value: string }
export interface EvidenceEvent { time: string | null; source: string; position: number; logSource: string; fields: FieldValue[]; raw: string | null }
export interface FindingDetail {
  finding: FindingRow; description: string | null; tags: string[]; falsePositives: string[]; matched: FieldValue[]; events: EvidenceEvent[];
}
export interface FindingGroup { rule: string; title: string; level: Severity; count: number; hosts: number; last: string; suppressed: number }

export type SuppressionOp = 'equals' | 'contains' | 'starts_with' | 'cidr';
export interface SuppressionTerm { field: string; op: SuppressionOp; value: string }
export interface SuppressionRequest {
  rule: string | null; conditions: SuppressionTerm[]; kind: 'suppress' | 'accept'; reason: string | null; expires: string | null;
}
export interface SuppressionPreview {
  days: number; looked: number; hidden: number; inConfirmed: number; incidents: number; sentence: string; samples: FindingRow[];
}
export interface SuppressionRow {
  id: string; rule: string | null; ruleTitle: string | null; conditions: SuppressionTerm[]; kind: 'suppress' | 'accept'; owner: string; reason: string;
  created: string; expires: string; isActive: boolean; hidden: number;
}

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
