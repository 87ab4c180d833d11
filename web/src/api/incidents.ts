import { get, post, type Query } from './client';

export type Severity = 'informational' | 'low' | 'medium' | 'high' | 'critical';
export type IncidentState = 'new' | 'claimed' | 'closed';
export type Verdict = 'malicious' | 'suspicious' | 'benign' | 'false-positive';

export interface IncidentRow {
  id: string; number: number; title: string; severity: Severity; confidence: number; state: IncidentState; verdict: Verdict | null; owner: string | null;
  first: string | null; last: string | null; created: string; updated: string; due: string | null;
  findings: number; hosts: string[]; users: string[]; tactics: string[]; why: string; source: string;
}
export interface IncidentPage { items: IncidentRow[]; total: number; asOf: string }
export interface TimelineLine {
  finding: string; time: string | null; last: string | null; count: number; rule: string; level: string; host: string | null; detail: string; tactics: string[];
}
export interface IncidentEntity { id: string; kind: string; value: string; roles: string[]; findings: number }
export interface EntityLink { from: string; to: string; findings: number }
export interface ProcessLine {
  key: string; image: string; commandLine: string | null; user: string | null; host: string | null; findings: string[]; children: ProcessLine[];
}
export interface ChainTechnique { id: string; name: string }
export interface ChainStep { tactic: string; name: string; techniques: ChainTechnique[]; findings: number }
export interface IncidentNote { id: string; author: string; time: string; text: string }
export interface HistoryLine { time: string; actor: string; action: string; detail: string }
export interface IncidentDetail {
  incident: IncidentRow; summary: string; why: string[]; benign: string[]; act: string[]; rarity: string[];
  timeline: TimelineLine[]; entities: IncidentEntity[]; links: EntityLink[]; processes: ProcessLine[];
  chain: ChainStep[]; notes: IncidentNote[]; history: HistoryLine[]; similar: IncidentRow[];
}
export interface IncidentAction { ids: string[]; action: 'claim' | 'release' | 'close' | 'reopen'; verdict?: Verdict; note?: string }
export interface ActionOutcome { changed: number; undo: string | null; until: string | null }

export const incidents = {
  page: (query: Query, signal?: AbortSignal) => get<IncidentPage>('incidents', { query, signal }),
  detail: (id: string, signal?: AbortSignal) => get<IncidentDetail>(`incidents/${encodeURIComponent(id)}`, { signal }),
  act: (action: IncidentAction) => post<ActionOutcome>('incidents/actions', action),
  note: (id: string, text: string) => post<IncidentNote>(`incidents/${encodeURIComponent(id)}/notes`, { text }),
  undo: (token: string) => post<ActionOutcome>('undo', { token }),
  exportAddress: (id: string, format: 'json' | 'html' | 'stix') => `/api/v1/incidents/${encodeURIComponent(id)}/export?format=${format}`,
};
