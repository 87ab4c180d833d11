import { get, post } from './client';

export type PlaybookRunState = 'waiting' | 'running' | 'approval' | 'done' | 'failed' | 'unknown' | 'cancelled';

export interface PlaybookRow { id: string; name: string; description: string; types: string[]; steps: number; isUsable: boolean; problems: number; destructive: boolean; signers: string[]; file: string }
export interface PlaybookPage { items: PlaybookRow[] }
export interface PlaybookNext { to: string; label: string }
export interface PlaybookStep { id: string; type: string; name: string; description: string; next: PlaybookNext[]; commands: string[] }
export interface PlaybookVariable { name: string; type: string; value: string | null; external: boolean; description: string }
export interface PlaybookProblem { pointer: string; check: string; severity: string; sentence: string }
export interface PlaybookRunRow { id: string; playbook: string; name: string; state: PlaybookRunState; started: string; ended: string | null; note: string }
export interface PlaybookDetail {
  id: string; name: string; description: string; json: string; steps: PlaybookStep[]; start: string; variables: PlaybookVariable[]; problems: PlaybookProblem[]; signers: string[]; runs: PlaybookRunRow[];
}
export interface PlaybookRunStep { id: string; name: string; state: PlaybookRunState; started: string; ended: string | null; note: string }
export interface PlaybookRunDetail { run: PlaybookRunRow; steps: PlaybookRunStep[] }
export interface PlaybookStart { incident?: string; variables: Record<string, string> }
export interface PlaybookRehearsal { lines: string[]; refusal: string | null }
export interface PlaybookAnswer { step: string; isDone: boolean; values: Record<string, string>; note: string }

const of = (id: string) => encodeURIComponent(id);

export const playbooks = {
  page: (signal?: AbortSignal) => get<PlaybookPage>('playbooks', { signal }),
  one: (id: string, signal?: AbortSignal) => get<PlaybookDetail>(`playbooks/${of(id)}`, { signal }),
  rehearse: (id: string, start: PlaybookStart) => post<PlaybookRehearsal>(`playbooks/${of(id)}/rehearse`, start),
  run: (id: string, start: PlaybookStart) => post<{ run: string }>(`playbooks/${of(id)}/run`, start),
  runDetail: (run: string, signal?: AbortSignal) => get<PlaybookRunDetail>(`playbook-runs/${of(run)}`, { signal }),
  answer: (run: string, answer: PlaybookAnswer) => post<void>(`playbook-runs/${of(run)}/answer`, answer),
  cancel: (run: string) => post<void>(`playbook-runs/${of(run)}/cancel`),
};
