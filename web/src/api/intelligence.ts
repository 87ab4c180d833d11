import { get, post, postText, remove, type Query } from './client';

// Written by hand after the contract of the server; moments are text in the form of ISO 8601.
export type Rung = 'Quarantine' | 'Detect' | 'Block';
export type NamedKind = 'Address' | 'Network' | 'Domain' | 'Url' | 'Hash' | 'Email' | 'Pattern';
export type Tlp = 'CLEAR' | 'GREEN' | 'AMBER' | 'AMBER+STRICT' | 'RED';

export interface CommunityState { name: string; identity: string; members: number; shared: number; received: number }
export type FeedKind = 'Taxii' | 'Misp' | 'List';
export interface FeedRow {
  name: string; kind: FeedKind; url: string; collection: string; everyMinutes: number; checked: string | null; last: string | null; objects: number; ended: number; refused: number; hits: number;
  failures: number; trouble: string | null; reliable: number; wrong: number | null;
}
export interface RetroRow { id: string; kind: NamedKind; value: string; hosts: number; days: number; events: number; at: string }
export interface RefusalRow { at: string; from: string; id: string | null; reason: string }
export interface IntelligenceOverview { matched: number; blocking: number; quarantined: number; hits: number; community: CommunityState | null; feeds: FeedRow[]; retro: RetroRow[]; refusals: RefusalRow[]; warningLists: number }

export interface IndicatorRow { id: string; kind: NamedKind; value: string; rung: Rung; belief: number; independent: number; sources: number; hits: number; score: number; reasons: string[] }
export interface FadingRow { start: number; seen: string | null; lifetimeDays: number; speed: number; blockScore: number; detectScore: number; blockUntil: string | null; detectUntil: string | null }
export interface IndicatorPage { items: IndicatorRow[]; total: number }
export interface ClaimRow { source: string; name: string; isBad: boolean; at: string; object: string; reliable: number }
export interface WarningRow { list: string; class: 'Benign' | 'Shared' | 'Known' }
export interface IndicatorFinding { id: string; time: string | null; host: string | null; incident: string | null }
export interface ObjectRow { id: string; type: string; title: string | null; author: string; authorName: string; tlp: Tlp; revoked: boolean; received: string; isOwn: boolean; refs: string[] }
export interface IndicatorDetail { indicator: IndicatorRow; fading: FadingRow; claims: ClaimRow[]; warningLists: WarningRow[]; use: RetroRow | null; findings: IndicatorFinding[]; objects: ObjectRow[] }

export interface TrustDay { day: string; reliable: number }
export interface PeerRow {
  identity: string; key: string; name: string; address: string | null; invitedBy: string | null; since: string; clearance: Tlp; groups: string[]; isSelf: boolean; expelled: string | null; reached: string | null; trouble: string | null;
  trust: Record<string, number>; suspended: boolean; history: TrustDay[]; objects: number;
}
export interface InviteRequest { guest: string; clearance: Tlp | null; groups: string[] | null; days: number | null }
export interface InviteAnswer { text: string }
export interface JoinAnswer { community: string; members: number }

export interface ShareObject { id: string; type: string; summary: string; json: string }
export interface SharePreview { objects: ShareObject[] }
export interface ShareRequest { tlp: Tlp; group: string | null; objects: string[] }
export interface ShareAnswer { sent: number }
export interface BundleRequest { tlp: Tlp; objects: string[] | null }
export interface OpinionRow { identity: string; name: string; opinion: 'bad' | 'harmless' | 'unknown' | null; reliable: number; suspended: boolean; trouble: string | null }
export interface QuestionAnswer { kind: NamedKind; value: string; opinions: OpinionRow[] }
export interface NamedRow { kind: NamedKind; value: string }
export interface ComparisonRow { identity: string; name: string; at: string; weAsked: boolean; ours: number; theirs: number; common: NamedRow[] }
export interface ImportAnswer { taken: number; known: number; refused: RefusalRow[] }
export interface SyncRow { name: string; new: number; refused: number; trouble: string | null }
export interface SyncAnswer { feeds: SyncRow[] }

const base = 'intelligence';
const of = (id: string) => encodeURIComponent(id);

export const intelligence = {
  overview: (signal?: AbortSignal) => get<IntelligenceOverview>(base, { signal }),
  indicators: (query: Query, signal?: AbortSignal) => get<IndicatorPage>(`${base}/indicators`, { query, signal }),
  indicator: (id: string, signal?: AbortSignal) => get<IndicatorDetail>(`${base}/indicators/${of(id)}`, { signal }),
  add: (value: string) => post<IndicatorRow>(`${base}/indicators`, { value }),
  settle: (id: string, isBad: boolean) => post<IndicatorRow>(`${base}/indicators/${of(id)}/settle`, { isBad }),
  objects: (own: boolean, limit: number, signal?: AbortSignal) => get<ObjectRow[]>(`${base}/objects`, { query: { own, limit }, signal }),
  peers: (signal?: AbortSignal) => get<PeerRow[]>(`${base}/peers`, { signal }),
  invite: (request: InviteRequest) => post<InviteAnswer>(`${base}/invitations`, request),
  join: (invitation: string) => post<JoinAnswer>(`${base}/join`, { invitation }),
  expel: (identity: string) => remove<void>(`${base}/peers/${of(identity)}`),
  sync: () => post<SyncAnswer>(`${base}/sync`),
  take: (bundle: unknown) => post<ImportAnswer>(`${base}/import`, bundle),
  preview: (incident: string, signal?: AbortSignal) => get<SharePreview>(`${base}/incidents/${of(incident)}/share`, { signal }),
  share: (incident: string, request: ShareRequest) => post<ShareAnswer>(`${base}/incidents/${of(incident)}/share`, request),
  bundle: (incident: string, request: BundleRequest) => postText(`${base}/incidents/${of(incident)}/bundle`, request),
  ask: (value: string) => post<QuestionAnswer>(`${base}/questions`, { value }),
  compare: (identity: string) => post<ComparisonRow>(`${base}/peers/${of(identity)}/compare`),
  comparisons: (signal?: AbortSignal) => get<ComparisonRow[]>(`${base}/comparisons`, { signal }),
  exportAddress: (format: 'stix' | 'csv') => `/api/v1/${base}/export?format=${format}`,
};
