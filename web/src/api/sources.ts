import { get, patch, post, remove } from './client';
import type { Narrow, Schema } from './types';

export type SourceProblem = Schema<'SourceProblemRow'>;
export type SourceRow = Narrow<Schema<'SourceRow'>, { kind: 'http' | 'syslog' | 'file' | 'drop'; state: 'new' | 'healthy' | 'silent' | 'failing' }>;
export type ListenerRow = Narrow<Schema<'ListenerRow'>, { kind: 'http' | 'syslog-udp' | 'syslog-tcp' | 'syslog-tls' | 'file' | 'drop' }>;
export type SourcePage = Narrow<Schema<'SourcePage'>, { items: SourceRow[]; listeners: ListenerRow[] }>;
export type SourceRequest = Schema<'SourceRequest'>;
export type EnrolledAnswer = Narrow<Schema<'EnrolledAnswer'>, { source: SourceRow }>;

const one = (id: string) => `sources/${encodeURIComponent(id)}`;
export const sources = {
  page: (signal?: AbortSignal) => get<SourcePage>('sources', { signal }),
  enrol: (request: SourceRequest) => post<EnrolledAnswer>('sources', request),
  change: (id: string, request: SourceRequest) => patch<SourceRow>(one(id), request),
  rotate: (id: string) => post<EnrolledAnswer>(`${one(id)}/rotate`),
  remove: (id: string) => remove<void>(one(id)),
};
