import { get, patch, post, remove } from './client';

export interface SourceProblem { reason: string; count: number; last: string }
export interface SourceRow {
  id: string; name: string; kind: 'http' | 'syslog' | 'file' | 'drop'; state: 'new' | 'healthy' | 'silent' | 'failing'; isEnrolled: boolean; hasToken: boolean;
  silentAfterMinutes: number | null; lastSeen: string | null; events: number; bytes: number; rejected: number;
  eventsPerMinute: number[]; logSources: string[]; problems: SourceProblem[];
}
export interface ListenerRow { kind: 'http' | 'syslog-udp' | 'syslog-tcp' | 'syslog-tls' | 'file' | 'drop'; address: string }
export interface SourcePage { items: SourceRow[]; listeners: ListenerRow[]; asOf: string }
export interface SourceRequest { name: string; silentAfterMinutes: number | null }
export interface EnrolledAnswer { source: SourceRow; token: string }

const one = (id: string) => `sources/${encodeURIComponent(id)}`;
export const sources = {
  page: (signal?: AbortSignal) => get<SourcePage>('sources', { signal }),
  enrol: (request: SourceRequest) => post<EnrolledAnswer>('sources', request),
  change: (id: string, request: SourceRequest) => patch<SourceRow>(one(id), request),
  rotate: (id: string) => post<EnrolledAnswer>(`${one(id)}/rotate`),
  remove: (id: string) => remove<void>(one(id)),
};
