import { get, getText, post, postText } from './client';

export interface HuntRequest { query: string; from?: string | null; until?: string | null; limit?: number | null }
export type HuntType = 'string' | 'long' | 'real' | 'bool' | 'datetime' | 'timespan' | 'dynamic';
export interface HuntColumn { name: string; type: HuntType }
export interface HuntAnswer { columns: HuntColumn[]; rows: unknown[][]; truncated: boolean; elapsedMs: number; warnings: string[] }
export interface HuntError { message: string; hint: string | null; line: number; column: number; length: number }
export interface HuntHistogram { from: string; bucketSeconds: number; counts: number[] }
export interface HuntValueCount { value: string; count: number }
export interface HuntFieldStatistics { field: string; present: number; distinct: number; top: HuntValueCount[] }
export interface HuntWord { name: string; doc: string }
export interface HuntWords { operators: HuntWord[]; functions: HuntWord[]; fields: HuntWord[] }
export interface HuntRow {
  id: string; title: string; kind: 'hypothesis' | 'baseline' | 'model-assisted'; hypothesis: string; techniques: string[]; query: string;
  schedule: string | null; lastRun: string | null; lastRows: number | null; advice: string | null;
}

export const hunting = {
  run: (request: HuntRequest, signal?: AbortSignal) => post<HuntAnswer>('hunt', request, { signal }),
  histogram: (request: HuntRequest & { buckets: number }, signal?: AbortSignal) => post<HuntHistogram>('hunt/histogram', request, { signal }),
  statistics: (request: HuntRequest & { fields: string[] }, signal?: AbortSignal) => post<HuntFieldStatistics[]>('hunt/statistics', request, { signal }),
  vocabulary: (signal?: AbortSignal) => get<HuntWords>('hunt/vocabulary', { signal }),
  saved: (signal?: AbortSignal) => get<HuntRow[]>('hunts', { signal }),
  runSaved: (id: string, signal?: AbortSignal) => post<HuntAnswer>(`hunts/${encodeURIComponent(id)}/run`, {}, { signal }),
  querySigma: (request: HuntRequest) => postText('hunts/sigma', request),
  sigma: (id: string) => getText(`hunts/${encodeURIComponent(id)}/sigma`),
};
