import { get, getText, post, postText } from './client';
import type { Narrow, Schema } from './types';

export type HuntRequest = Schema<'HuntRequest'>;
export type HuntType = 'string' | 'long' | 'real' | 'bool' | 'datetime' | 'timespan' | 'dynamic';
export type HuntColumn = Narrow<Schema<'HuntAnswerColumn'>, { type: HuntType }>;
export type HuntAnswer = Narrow<Schema<'HuntAnswer'>, { columns: HuntColumn[] }>;
export type HuntError = Schema<'HuntError'>;
export type HuntHistogram = Schema<'HuntHistogram'>;
export type HuntValueCount = Schema<'HuntValueCount'>;
export type HuntFieldStatistics = Schema<'HuntFieldStatistics'>;
export type HuntWord = Schema<'HuntWord'>;
export type HuntWords = Schema<'HuntWords'>;
export type HuntRow = Narrow<Schema<'HuntRow'>, { kind: 'hypothesis' | 'baseline' | 'model-assisted' }>;

export const hunting = {
  run: (request: HuntRequest, signal?: AbortSignal) => post<HuntAnswer>('hunt', request, { signal }),
  histogram: (request: Schema<'HistogramRequest'>, signal?: AbortSignal) => post<HuntHistogram>('hunt/histogram', request, { signal }),
  statistics: (request: Schema<'StatisticsRequest'>, signal?: AbortSignal) => post<HuntFieldStatistics[]>('hunt/statistics', request, { signal }),
  vocabulary: (signal?: AbortSignal) => get<HuntWords>('hunt/vocabulary', { signal }),
  saved: (signal?: AbortSignal) => get<HuntRow[]>('hunts', { signal }),
  runSaved: (id: string, signal?: AbortSignal) => post<HuntAnswer>(`hunts/${encodeURIComponent(id)}/run`, {}, { signal }),
  querySigma: (request: HuntRequest) => postText('hunts/sigma', request),
  sigma: (id: string) => getText(`hunts/${encodeURIComponent(id)}/sigma`),
};

export type HuntPlan = Narrow<Schema<'HuntPlan'>, { source: 'rules' | 'model' }>;
export type HuntPlanStep = Schema<'HuntPlanStep'>;
export type HuntStepResult = Schema<'HuntStepResult'>;
export type HuntReport = Narrow<Schema<'HuntReport'>, { plan: HuntPlan; state: 'planned' | 'running' | 'done' }>;

export const asking = {
  plan: (question: string, window: { from: string | null; until: string | null }) => post<HuntPlan>('hunts/ask', { question, ...window }),
  report: (id: string, signal?: AbortSignal) => get<HuntReport>(`hunts/ask/${encodeURIComponent(id)}`, { signal }),
  run: (id: string) => post<HuntReport>(`hunts/ask/${encodeURIComponent(id)}/run`),
};
