import { get, post } from './client';
import type { Narrow, Schema } from './types';

export type RunState = 'acting' | 'active' | 'done' | 'undoing' | 'undone' | 'failed' | 'unknown';
export type AnsweredState = 'waiting' | 'approved' | 'denied' | 'expired' | 'refused';
export type Undo = 'exact' | 'compensated' | 'none';

export type QuestionRow = Schema<'QuestionRow'>;
export type ResponseRow = Narrow<Schema<'ResponseRow'>, { state: RunState }>;
export type ResponderRow = Narrow<Schema<'ResponderRow'>, { undo: Undo }>;
export type StoppedState = Schema<'StoppedState'>;
export type ResponseBoard = Narrow<Schema<'ResponseBoard'>, { active: ResponseRow[]; responders: ResponderRow[] }>;
export type TouchedRow = Schema<'TouchedRow'>;
export type ImpactAnswer = Schema<'ImpactAnswer'>;
export type SignableRequest = Schema<'SignableRequest'>;
export type QuestionDetail = Narrow<Schema<'QuestionDetail'>, { undo: Undo | null }>;
export type ApproveAnswer = Narrow<Schema<'ApproveAnswer'>, { run: ResponseRow | null }>;
export type AnsweredRow = Narrow<Schema<'AnsweredRow'>, { state: AnsweredState }>;
export type ResponseHistory = Narrow<Schema<'ResponseHistory'>, { items: ResponseRow[]; answered: AnsweredRow[] }>;

const of = (id: string) => encodeURIComponent(id);

export const responses = {
  board: (signal?: AbortSignal) => get<ResponseBoard>('responses', { signal }),
  history: (query: { incident?: string; limit?: number }, signal?: AbortSignal) => get<ResponseHistory>('responses/history', { query, signal }),
  question: (id: string, signal?: AbortSignal) => get<QuestionDetail>(`responses/questions/${of(id)}`, { signal }),
  approve: (id: string, request: string, credential: unknown) => post<ApproveAnswer>(`responses/questions/${of(id)}/approve`, { request, credential }),
  deny: (id: string) => post<void>(`responses/questions/${of(id)}/deny`),
  revert: (id: string, isMistake: boolean) => post<ResponseRow>(`responses/${of(id)}/revert`, { isMistake }),
  stopAll: () => post<Schema<'PanicAnswer'>>('responses/panic'),
  resume: () => post<void>('responses/resume'),
};
