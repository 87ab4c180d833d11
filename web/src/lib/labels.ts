import type { Severity, Verdict } from '../api/incidents';

export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'informational'];
export const verdicts: readonly { id: Verdict; label: string; says: string }[] = [
  { id: 'malicious', label: 'Malicious', says: 'A real attack.' },
  { id: 'suspicious', label: 'Suspicious', says: 'Could not be explained; treat as an attack.' },
  { id: 'benign', label: 'Benign', says: 'It did happen, and it was allowed.' },
  { id: 'false-positive', label: 'False positive', says: 'The rule was wrong.' },
];
export const stateLabels: Record<string, string> = { new: 'New', claimed: 'Claimed', closed: 'Closed' };

export function verdictLabel(verdict: Verdict | null): string {
  return verdicts.find((v) => v.id === verdict)?.label ?? 'No verdict yet';
}

const tactics: Record<string, string> = {
  reconnaissance: 'Reconnaissance', 'resource-development': 'Resource development', 'initial-access': 'Initial access', execution: 'Execution', persistence: 'Persistence',
  'privilege-escalation': 'Privilege escalation', 'defense-evasion': 'Defense evasion', 'credential-access': 'Credential access', discovery: 'Discovery',
  'lateral-movement': 'Lateral movement', collection: 'Collection', 'command-and-control': 'Command and control', exfiltration: 'Exfiltration', impact: 'Impact',
};
export const tacticLabel = (tactic: string) => tactics[tactic] ?? tactic.replace(/-/g, ' ');

export const detectionStates: Record<string, { label: string; tone: 'good' | 'warning' | 'bad' | 'unknown' }> = {
  'can-fire': { label: 'Can fire', tone: 'good' },
  'source-silent': { label: 'Source silent', tone: 'warning' },
  'field-missing': { label: 'Field missing', tone: 'warning' },
  'not-evaluable': { label: 'Cannot be used', tone: 'bad' },
};
/** A log source as people read it: `windows/-/security` names no category, and the dash says nothing. */
export const logSourceLabel = (text: string) => text.split('/').filter((part) => part !== '-' && part !== '').join('/') || text;

export const sourceStates: Record<string, { label: string; tone: 'good' | 'warning' | 'bad' | 'unknown' }> = {
  healthy: { label: 'Healthy', tone: 'good' },
  new: { label: 'Nothing yet', tone: 'unknown' },
  silent: { label: 'Silent', tone: 'bad' },
  failing: { label: 'Failing', tone: 'bad' },
};
