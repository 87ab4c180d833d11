import type { AnsweredState, RunState, Undo } from '../api/responses';
import type { PlaybookRunState } from '../api/playbooks';
import type { Said } from './agents';
import { span, unknown } from './format';

// What is not on a list is shown as it came, as not known: never as good.
const lookUp = (list: Record<string, Said>, id: string | null | undefined): Said =>
  (id && Object.hasOwn(list, id) ? list[id] : { label: id || 'Not known', says: '', tone: 'unknown' });

const runStates: Record<RunState, Said> = {
  acting: { label: 'Being done', says: 'It is being done now.', tone: 'warning' },
  active: { label: 'In effect', says: 'It is in effect until its time is over.', tone: 'good' },
  done: { label: 'Done', says: 'It was done, and there is nothing to take back.', tone: 'good' },
  undoing: { label: 'Being taken back', says: 'It is being taken back now.', tone: 'warning' },
  undone: { label: 'Taken back', says: 'Everything is as it was before.', tone: 'good' },
  failed: { label: 'Failed', says: 'It could not be done.', tone: 'bad' },
  unknown: { label: 'Outcome unknown', says: 'Nobody knows whether it was done. Look at the machine.', tone: 'bad' },
};
export const runStateOf = (state: string) => lookUp(runStates, state);

const answeredStates: Record<AnsweredState, Said> = {
  waiting: { label: 'Waits', says: 'It waits for people.', tone: 'warning' },
  approved: { label: 'Approved', says: 'People said yes.', tone: 'good' },
  denied: { label: 'Denied', says: 'A person said no.', tone: 'unknown' },
  expired: { label: 'Expired', says: 'Nobody answered in time, so nothing was done.', tone: 'unknown' },
  refused: { label: 'Refused', says: 'People said yes, and the gate no longer allowed it.', tone: 'bad' },
};
export const answeredStateOf = (state: string) => lookUp(answeredStates, state);

const undos: Record<Undo, Said> = {
  exact: { label: 'Taken back exactly', says: 'Afterwards everything is as it was before.', tone: 'good' },
  compensated: { label: 'Made good', says: 'What it changed is made good; a trace may stay.', tone: 'warning' },
  none: { label: 'Cannot be taken back', says: 'Once done, it stays done.', tone: 'bad' },
};
export const undoOf = (undo: string | null) => lookUp(undos, undo);

const playbookStates: Record<PlaybookRunState, Said> = {
  waiting: { label: 'Waits for a person', says: 'A person must do something or answer.', tone: 'warning' },
  running: { label: 'Running', says: 'It is running now.', tone: 'warning' },
  approval: { label: 'Waits for approval', says: 'A step of it must be approved first.', tone: 'warning' },
  done: { label: 'Done', says: 'It came to its end.', tone: 'good' },
  failed: { label: 'Failed', says: 'A step failed and nothing caught it.', tone: 'bad' },
  unknown: { label: 'Outcome unknown', says: 'It was interrupted, and nobody knows whether a step was done. Look at the machine.', tone: 'bad' },
  cancelled: { label: 'Cancelled', says: 'A person ended it.', tone: 'unknown' },
};
export const playbookStateOf = (state: string) => lookUp(playbookStates, state);
export const isOver = (state: string) => state === 'done' || state === 'failed' || state === 'unknown' || state === 'cancelled';

const steps: Record<string, string> = {
  start: 'Start', end: 'End', action: 'Action', 'playbook-action': 'Another playbook', parallel: 'At the same time', 'if-condition': 'If', 'while-condition': 'While', 'switch-condition': 'Depending on',
};
export const stepTypeLabel = (type: string) => (Object.hasOwn(steps, type) ? steps[type] : type.replace(/-/g, ' '));

/** What a step is called; the first and the last one have no name worth showing. */
export const stepName = (step: { type: string; name: string }) => (step.type === 'start' || step.type === 'end' || !step.name ? stepTypeLabel(step.type) : step.name);

/** Time left, to the second within the hour: `9:05`, `3 h 20 min`. */
export function left(until: string | null | undefined, now: Date): { text: string; state: 'none' | 'calm' | 'soon' | 'over' } {
  if (!until) return { text: unknown, state: 'none' };
  const seconds = Math.ceil((new Date(until).getTime() - now.getTime()) / 1000);
  if (Number.isNaN(seconds)) return { text: unknown, state: 'none' };
  if (seconds <= 0) return { text: '0:00', state: 'over' };
  const text = seconds < 3600 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` : span(seconds / 60);
  return { text, state: seconds < 120 ? 'soon' : 'calm' };
}

/** How much of a time is over, from 0 to 1. */
export function spent(from: string, until: string, now: Date): number {
  const [begin, end] = [new Date(from).getTime(), new Date(until).getTime()];
  return end > begin ? Math.max(0, Math.min(1, (now.getTime() - begin) / (end - begin))) : 1;
}

export const persons = (count: number) => (count === 1 ? 'One person' : count === 2 ? 'Two persons' : `${count} persons`);

/** Reads lines of `name = value`; a line without a name is left out. */
export function values(text: string): Record<string, string> {
  const pairs = text.split('\n').map((line) => [line.slice(0, Math.max(0, line.indexOf('='))).trim(), line.slice(line.indexOf('=') + 1).trim()]);
  return Object.fromEntries(pairs.filter(([name]) => name !== ''));
}
