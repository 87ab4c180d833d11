import { ago, dice, guid } from './random.mjs';
import { hostile, hosts, rules, users } from './world.mjs';

const d = dice(11);
const details = [
  () => `powershell.exe -nop -w hidden -enc SQBFAFgA parent WINWORD.EXE`, () => `GET /uploads/${d.pick(hostile)} 200`,
  () => `Failed password for root from 203.0.113.${d.between(2, 250)} port ${d.between(1024, 65000)} ssh2`, () => `net group "Domain Admins" /domain`,
  () => `vssadmin delete shadows /all /quiet`, () => `TargetImage C:\\Windows\\System32\\lsass.exe GrantedAccess 0x1410`, () => `File ${d.pick(hostile)} written`,
];

export const findings = Array.from({ length: 900 }, (_, i) => {
  const rule = rules[Math.floor(d.next() ** 2 * rules.length)];
  const minutes = Math.floor(d.next() ** 2 * 9000) + 2;
  return {
    id: guid(50000 + i), time: i % 97 === 0 ? null : ago(minutes), found: ago(minutes - 1), rule: rule.id, title: rule.title, level: rule.level,
    host: i % 41 === 0 ? null : d.pick(hosts), user: i % 3 ? d.pick(users) : null, incident: i % 4 ? null : guid(1000 + d.below(8)), suppressed: i % 23 === 0 ? guid(900) : null,
    detail: details[i % details.length](),
  };
}).sort((a, b) => b.found.localeCompare(a.found));

function matching(q) {
  const words = (q.get('q') ?? '').toLowerCase();
  const suppressed = q.get('suppressed');
  return findings.filter((f) =>
    (!q.get('rule') || f.rule === q.get('rule')) && (!q.get('level') || q.get('level').split(',').includes(f.level)) && (!q.get('host') || f.host === q.get('host')) &&
    (!q.get('incident') || f.incident === q.get('incident')) && (!suppressed || (suppressed === 'true') === Boolean(f.suppressed)) &&
    (!words || `${f.title} ${f.host} ${f.user} ${f.detail}`.toLowerCase().includes(words)) && (!q.get('from') || f.found >= q.get('from')) && (!q.get('until') || f.found < q.get('until')));
}

export function page(q) {
  const all = matching(q);
  const offset = Number(q.get('offset') ?? 0);
  return { items: all.slice(offset, offset + Number(q.get('limit') ?? 100)), total: all.length, asOf: new Date().toISOString() };
}

export function groups(q) {
  const byRule = new Map();
  for (const f of matching(q)) {
    const g = byRule.get(f.rule) ?? { rule: f.rule, title: f.title, level: f.level, count: 0, hosts: new Set(), last: f.found, suppressed: 0 };
    g.count++;
    if (f.host) g.hosts.add(f.host);
    if (f.suppressed) g.suppressed++;
    byRule.set(f.rule, g);
  }
  return [...byRule.values()].map((g) => ({ ...g, hosts: g.hosts.size })).sort((a, b) => b.count - a.count);
}

export function detail(id) {
  const finding = findings.find((f) => f.id === id);
  if (!finding) return null;
  const fields = [
    ['EventID', '1'], ['Image', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'], ['CommandLine', finding.detail], ['ParentImage', 'C:\\Program Files\\Microsoft Office\\WINWORD.EXE'],
    ['User', `CLINIC\\${finding.user ?? 'SYSTEM'}`], ['Computer', finding.host ?? '-'], ['TargetFilename', hostile[1]], ['Description', hostile[0]], ['Note', hostile[3]], ['ProcessId', '4812'],
    ['Hashes', 'SHA256=9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08'], ['IntegrityLevel', 'High'], ['Greeting', hostile[4]],
  ].map(([name, value]) => ({ name, value }));
  return {
    finding, description: 'Office programs have no reason to start a command interpreter. Attackers use macros for it.', tags: ['attack.execution', 'attack.t1059.001', 'attack.t1204.002'],
    falsePositives: ['Add-ins of document management systems', 'Templates with macros of the accounting department'], matched: fields.slice(1, 4),
    events: [{ time: finding.time, source: 'Winlogbeat/DOCTOR-04', position: 88231, logSource: 'windows/process_creation', fields, raw: `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">\n  <System>\n    <EventID>1</EventID>\n    <Computer>${finding.host}</Computer>\n  </System>\n  <EventData>\n    <Data Name="CommandLine">${finding.detail}</Data>\n    <Data Name="Note">${hostile[3]}</Data>\n  </EventData>\n</Event>` }],
  };
}

export const suppressions = [
  { id: guid(900), rule: rules[8].id, ruleTitle: rules[8].title, conditions: [{ field: 'User', op: 'equals', value: 'CLINIC\\svc-backup' }], kind: 'suppress', owner: 'maria', reason: 'The backup lists groups every night.', created: ago(9000), expires: ago(-60000), isActive: true, hidden: 214 },
  { id: guid(901), rule: null, ruleTitle: null, conditions: [{ field: 'SourceIp', op: 'cidr', value: '192.168.50.0/24' }], kind: 'accept', owner: 'tom', reason: `Guest network. ${hostile[0]}`, created: ago(90000), expires: ago(600), isActive: false, hidden: 31 },
];

export function preview(request) {
  const hits = findings.filter((f) => (!request.rule || f.rule === request.rule) && request.conditions.every((c) => !c.value || f.detail.includes(c.value) || `${f.host} ${f.user}`.includes(c.value.replace('CLINIC\\', ''))));
  const confirmed = hits.filter((f) => f.incident).length % 3;
  return {
    days: 30, looked: findings.length, hidden: hits.length, inConfirmed: confirmed, incidents: Math.min(3, hits.filter((f) => f.incident).length),
    sentence: `In the last 30 days this would have hidden ${hits.length} of ${findings.length} findings, ${confirmed} of them in confirmed incidents.`, samples: hits.slice(0, 5),
  };
}
