import { get, post } from './client';
import type { Schema } from './types';

export type TraceAnswer = Schema<'TraceAnswer'>;

export const tracing = {
  start: () => post<TraceAnswer>('trace'),
  read: (id: string) => get<TraceAnswer>(`trace/${encodeURIComponent(id)}`),
};
