import type { AgentVerdict, DrillProperty, Outcome, Rung, VerdictSource } from '../api/agents';
import { span } from './format';

export type Tone = 'good' | 'warning' | 'bad' | 'unknown';
export interface Said { label: string; says: string; tone: Tone }

/** What is not on a list is shown as it came, as unknown: never as good. */
const lookUp = <T extends Said>(list: Record<string, T>, id: string | null | undefined): Said =>
  (id && Object.hasOwn(list, id) ? list[id] : { label: id || 'Not known', says: '', tone: 'unknown' });

export const agentVerdicts: Record<AgentVerdict, Said> = {
  malicious: { label: 'Malicious', says: 'Everything points to an attack.', tone: 'bad' },
  suspicious: { label: 'Suspicious', says: 'It looks like an attack, and nothing explains it.', tone: 'warning' },
  undetermined: { label: 'Undetermined', says: 'Not enough is known to say. That is no all-clear.', tone: 'unknown' },
  'benign-explained': { label: 'Benign, explained', says: 'People have called the same thing here harmless before. Nobody closed it: that stays with you.', tone: 'good' },
};
export const verdictOf = (verdict: string) => lookUp(agentVerdicts, verdict);

export const verdictSources: Record<VerdictSource, Said> = {
  rules: { label: 'By rules', says: 'Rules alone gave this verdict; no language model was involved.', tone: 'good' },
  model: { label: 'A model raised it', says: 'Rules gave a milder verdict, and a language model made it more serious. A model can never make one milder.', tone: 'warning' },
  fallback: { label: 'Models failed, rules alone', says: 'Language models gave no usable answer, so this is what rules alone say.', tone: 'unknown' },
};
export const sourceOf = (source: string) => lookUp(verdictSources, source);

export const outcomes: Record<Outcome, Said> = {
  allowed: { label: 'Allowed', says: 'The gate would let software do it by itself.', tone: 'good' },
  'needs-approval': { label: 'Needs a person', says: 'A person must approve it first.', tone: 'warning' },
  'needs-two-approvals': { label: 'Needs two persons', says: 'Two persons must approve it first.', tone: 'warning' },
  denied: { label: 'Forbidden', says: 'The gate forbids it as things are, even when persons approve. The names beside it say why.', tone: 'bad' },
  read: { label: 'Only looks', says: 'It changes nothing, so there is nothing to allow.', tone: 'good' },
};
export const outcomeOf = (outcome: string | null): Said => (outcome ? lookUp(outcomes, outcome) : { label: 'Not asked', says: 'The gate was not asked about it.', tone: 'unknown' });

/** How far something can be trusted, from what an outsider may have chosen to what an operator said. */
export const integrities: readonly { label: string; says: string }[] = [
  { label: 'Outsider', says: 'Somebody outside may have chosen these words.' },
  { label: 'Program', says: 'A program said so; nobody confirms it.' },
  { label: 'Sensor', says: 'A sensor of ours saw it.' },
  { label: 'Hoplite', says: 'Hoplite reckoned it.' },
  { label: 'Operator', says: 'A person in charge said so.' },
];

const actions: Record<string, string> = {
  read: 'Look', blockAddress: 'Block an address', sinkholeDomain: 'Answer a domain with nothing', killProcess: 'End a program', suspendProcess: 'Stop a program', runCommand: 'Run a command', notify: 'Tell people', quarantineFile: 'Move a file where it cannot run', restartService: 'Restart a service',
  isolateHost: 'Cut a workstation off the network', disableAccount: 'Lock an account', quarantineMail: 'Take mail out of mailboxes', isolateServer: 'Cut a server off the network', disableAdmin: 'Lock an account with high rights',
  applyPatch: 'Change software', writeRule: 'Change what is detected', allowList: 'Take something out of detection for good', changePolicy: 'Change what the gate allows', closeAlert: 'Close an incident', suppressAlert: 'Hide findings',
  lowerSeverity: 'Call an incident less serious', mergeIncident: 'Merge an incident into another', deleteEvidence: 'Delete evidence', shortenRetention: 'Keep evidence for a shorter time', dropSensor: 'Stop listening to a sensor',
};
export const actionLabel = (action: string) => (Object.hasOwn(actions, action) ? actions[action] : action);

export const actionClasses: Record<string, { label: string; says: string }> = {
  read: { label: 'Only looks', says: 'It changes nothing.' },
  narrow: { label: 'Narrow', says: 'Can be taken back, and touches little.' },
  wide: { label: 'Wide', says: 'Can be taken back, but people notice it.' },
  privileged: { label: 'Privileged', says: 'Hard to take back. Two persons must agree.' },
  lowering: { label: 'Lowers the guard', says: 'Makes Hoplite see or say less. Software never does it.' },
};
export const classLabel = (id: string) => (Object.hasOwn(actionClasses, id) ? actionClasses[id].label : id);

export const rungs: readonly { id: Rung; label: string; says: string }[] = [
  { id: 'observe', label: 'Observe', says: 'Hoplite only looks. It may still list the action, but the gate forbids it, even with an approval.' },
  { id: 'propose', label: 'Propose', says: 'Hoplite proposes it. Nothing happens unless a person approves.' },
  { id: 'act', label: 'Act', says: 'Hoplite may do it without asking, for a limited time, if rules chose it and independent sensors confirm the target. What is protected stays untouched.' },
];
export const rungLabel = (id: string) => rungs.find((r) => r.id === id)?.label ?? id;

const stepKinds: Record<string, string> = {
  'read-findings': 'Read the findings', 'find-scope': 'Found who and what is concerned', 'look-around': 'Looked around it', 'follow-entity': 'Followed somebody or something', 'check-success': 'Checked whether it worked',
  'look-back': 'Looked back', 'ask-intelligence': 'Asked threat intelligence', 'confirm-targets': 'Confirmed the targets', 'ask-extractor': 'Asked a model to read text', 'ask-selector': 'Asked a model to choose', 'ask-narrator': 'Asked a model to write', propose: 'Looked for responses that fit',
};
export const stepLabel = (kind: string) => (Object.hasOwn(stepKinds, kind) ? stepKinds[kind] : kind.replace(/-/g, ' '));
export const isModelStep = (kind: string) => kind.startsWith('ask-');

const failures: Record<string, string> = {
  unavailable: 'A model could not be reached', 'bad-answer': 'A model gave an answer that could not be used', 'budget-spent': 'The budget for models was spent', 'egress-denied': 'The data was too secret for the model', 'not-recorded': 'The ledger could not be written, so the model was not asked',
};
export const failureLabel = (id: string) => (Object.hasOwn(failures, id) ? failures[id] : id.replace(/-/g, ' '));

export const propertyStates: Record<DrillProperty['state'], { label: string; tone: Tone }> = {
  held: { label: 'Held', tone: 'good' }, broken: { label: 'BROKEN', tone: 'bad' }, 'not-measured': { label: 'Not measured', tone: 'unknown' },
};

/** A drill passed only when it measured something: nothing measured is not known. */
export function drillTone(properties: readonly DrillProperty[]): Tone {
  if (properties.some((p) => p.state === 'broken')) return 'bad';
  return properties.some((p) => p.state === 'held') ? 'good' : 'unknown';
}

/** For how long an action lasts. */
export const lease = (seconds: number) => (seconds <= 0 ? 'once' : span(seconds / 60));

/** A share that may be tiny: `at most 0.06 %`. */
export function bound(share: number | null): string {
  if (share === null) return '–';
  const percent = share * 100;
  return `${percent === 0 ? '0' : percent < 0.01 ? '< 0.01' : percent < 1 ? percent.toFixed(2) : percent.toFixed(1)} %`;
}

/** How long something took: `4 ms`, `1.3 s`, `2 min`. */
export function took(ms: number): string {
  if (ms < 1) return '< 1 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : span(ms / 60_000);
}

export interface Origin { kind: 'event' | 'finding' | 'incident' | 'model' | 'other'; id: string; href: string | null }
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What an id of a label names, and where it can be looked at. Names of events lead nowhere: they are made of their place, and nobody keeps the way back. */
export function originOf(id: string, incident: string): Origin {
  if (id.startsWith('ev-')) return { kind: 'event', id, href: null };
  if (id.startsWith('model:')) return { kind: 'model', id: id.slice(6), href: null };
  if (!guid.test(id)) return { kind: 'other', id, href: null };
  if (id.toLowerCase() === incident.toLowerCase()) return { kind: 'incident', id, href: `/incidents/${incident}` };
  return { kind: 'finding', id, href: `/incidents/${incident}?finding=${id}` };
}

/** How many of the members there are of each kind, and with how much trust the least known of them is known. */
export function scopeCounts(members: readonly { kind: string; label: { integrity: number } }[]): { kind: string; count: number; least: number }[] {
  const found = new Map<string, { kind: string; count: number; least: number }>();
  for (const m of members) {
    const one = found.get(m.kind) ?? { kind: m.kind, count: 0, least: 4 };
    found.set(m.kind, { ...one, count: one.count + 1, least: Math.min(one.least, m.label.integrity) });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind));
}

/** Where a stepper is after a move; it stays within the steps. */
export const stepTo = (at: number, by: number, count: number) => Math.max(0, Math.min(count - 1, at + by));
/** The step that an address names: nothing and nonsense are the first one. */
export const stepAt = (text: string, count: number) => (/^\d+$/.test(text) ? stepTo(Number(text) - 1, 0, count) : 0);
