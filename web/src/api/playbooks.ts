import { get, post } from './client';
import type { Narrow, Schema } from './types';

export type PlaybookRunState = 'waiting' | 'running' | 'approval' | 'done' | 'failed' | 'unknown' | 'cancelled';

export type PlaybookRow = Schema<'PlaybookRow'>;
export type PlaybookPage = Schema<'PlaybookList'>;
export type PlaybookStep = Schema<'PlaybookStep'>;
export type PlaybookVariable = Schema<'PlaybookVariableRow'>;
export type PlaybookProblem = Schema<'PlaybookProblemRow'>;
export type PlaybookRunRow = Narrow<Schema<'PlaybookRunRow'>, { state: PlaybookRunState }>;
export type PlaybookDetail = Narrow<Schema<'PlaybookDetail'>, { runs: PlaybookRunRow[] }>;
export type PlaybookRunStep = Narrow<Schema<'PlaybookRunStep'>, { state: PlaybookRunState }>;
export type PlaybookRunDetail = Narrow<Schema<'PlaybookRunDetail'>, { run: PlaybookRunRow; steps: PlaybookRunStep[] }>;
export type PlaybookStart = Schema<'PlaybookRequest'>;
export type PlaybookRehearsal = Schema<'RehearsalAnswer'>;
export type PlaybookAnswer = Schema<'StepAnswerRequest'>;

const of = (id: string) => encodeURIComponent(id);

export const playbooks = {
  page: (signal?: AbortSignal) => get<PlaybookPage>('playbooks', { signal }),
  one: (id: string, signal?: AbortSignal) => get<PlaybookDetail>(`playbooks/${of(id)}`, { signal }),
  rehearse: (id: string, start: PlaybookStart) => post<PlaybookRehearsal>(`playbooks/${of(id)}/rehearse`, start),
  run: (id: string, start: PlaybookStart) => post<Schema<'PlaybookStarted'>>(`playbooks/${of(id)}/run`, start),
  runDetail: (run: string, signal?: AbortSignal) => get<PlaybookRunDetail>(`playbook-runs/${of(run)}`, { signal }),
  answer: (run: string, answer: PlaybookAnswer) => post<void>(`playbook-runs/${of(run)}/answer`, answer),
  cancel: (run: string) => post<void>(`playbook-runs/${of(run)}/cancel`),
};
