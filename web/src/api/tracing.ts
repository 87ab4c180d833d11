import { get, post } from './client';

export interface TraceAnswer {
  id: string; sent: string; durable: string | null; stored: string | null; detected: string | null; incident: string | null; incidentAt: string | null; text: string;
}

export const tracing = {
  start: () => post<TraceAnswer>('trace'),
  read: (id: string) => get<TraceAnswer>(`trace/${encodeURIComponent(id)}`),
};
