import { ago, dice, guid } from './random.mjs';
import { hosts, hostile, rules, tacticNames, techniqueNames, users } from './world.mjs';
import { incidents, row } from './incidents.mjs';
import { findings } from './findings.mjs';

const d = dice(5);
const minutes = (base) => Array.from({ length: 60 }, (_, i) => Math.max(0, Math.round(base * (1 + Math.sin(i / 7) * 0.35) + d.below(Math.max(1, base / 4)))));

export function overview() {
  const open = incidents.filter((i) => i.state !== 'closed');
  return {
    asOf: new Date().toISOString(), eventsPerSecond: 148.4, eventsToday: 9214332, eventsPerMinute: minutes(8900), findingsToday: 311,
    open: ['critical', 'high', 'medium', 'low', 'informational'].map((severity) => ({ severity, count: open.filter((i) => i.severity === severity).length })),
    unclaimed: open.filter((i) => !i.owner).length, overdue: open.filter((i) => i.due && Date.parse(i.due) < Date.now()).length,
    minutesToDetect: 0.3, minutesToClose: null,
    funnel: [{ name: 'events', count: 61022871 }, { name: 'findings', count: 2140 }, { name: 'incidents', count: 64 }, { name: 'confirmed', count: null }],
    health: [
      { name: 'Detection', state: 'good', says: 'Keeps up: 2 seconds behind.', fix: null }, { name: 'Sources', state: 'bad', says: 'XRAY-WS2 has said nothing for 3 hours.', fix: 'Check that the machine is on and its collector runs.' },
      { name: 'Disk', state: 'warning', says: '81 % of the disk is used; full in about 12 days.', fix: 'Shorten how long events are kept, or add space.' }, { name: 'Second factor', state: 'good', says: 'Everybody has one.', fix: null }, { name: 'Backup', state: 'unknown', says: 'No backup was made yet.', fix: 'Run "hoplite backup" once a day.' },
    ],
    noisyRules: rules.slice(0, 5).map((r, i) => ({ rule: r.id, title: r.title, count: 640 - i * 120 })), latest: incidents.slice(0, 6).map(row), lagSeconds: 2.1,
  };
}

export const sources = [
  ['winlogbeat-clinic', 'Winlogbeat of all Windows machines', 'http', 'healthy', 4800, 0], ['fw-edge', 'Firewall', 'syslog', 'healthy', 2900, 12], ['xray-ws2', 'X-ray workstation', 'http', 'silent', 0, 0],
  ['web01', `nginx of web01 ${hostile[0]}`, 'file', 'failing', 310, 4210], ['drop', 'Folder for captures', 'drop', 'healthy', 4, 0], ['vector-new', 'Vector on NURSE-11', 'http', 'new', 0, 0],
].map(([id, name, kind, state, rate, rejected]) => ({
  id, name, kind, state, isEnrolled: kind === 'http', hasToken: kind === 'http', silentAfterMinutes: kind === 'drop' ? null : 30, lastSeen: state === 'new' ? null : state === 'silent' ? ago(184) : ago(0.2), events: rate * 14400, bytes: rate * 14400 * 480, rejected,
  eventsPerMinute: state === 'new' ? [] : state === 'silent' ? [...minutes(500).slice(0, 20), ...new Array(40).fill(0)] : minutes(rate), logSources: { http: ['windows/security', 'windows/process_creation'], syslog: ['firewall'], file: ['webserver'], drop: ['zeek/conn'] }[kind],
  problems: rejected ? [{ reason: 'the line is not JSON', count: Math.floor(rejected * 0.8), last: ago(3) }, { reason: 'the time cannot be read', count: Math.ceil(rejected * 0.2), last: ago(44) }] : [],
}));
export const listeners = [['http', 'https://hoplite.clinic.example:8443/ingest'], ['syslog-udp', '0.0.0.0:5514'], ['syslog-tcp', '0.0.0.0:5514'], ['syslog-tls', '0.0.0.0:6514'], ['drop', '/var/lib/hoplite/drop'], ['file', '/var/log/nginx/*.log']].map(([kind, address]) => ({ kind, address }));

export const detections = rules.map((r, i) => ({
  id: r.id, title: r.title, level: r.level, logSource: r.logSource, techniques: r.techniques, state: ['can-fire', 'can-fire', 'field-missing', 'can-fire', 'can-fire', 'can-fire', 'can-fire', 'can-fire', 'can-fire', 'can-fire', 'can-fire', 'can-fire', 'source-silent', 'not-evaluable'][i],
  because: i === 13 ? 'No source delivers aws/cloudtrail events.' : i === 2 ? 'The field GrantedAccess was not in any windows/process_access event of the last day.' : i === 12 ? 'windows/firewall was last seen 3 days ago.' : `${r.logSource} arrives, with all the fields it needs.`,
  lastFired: i > 11 ? null : findings.find((f) => f.rule === r.id)?.found ?? null, findings: findings.filter((f) => f.rule === r.id).length, precision: i % 3 === 2 ? null : [0.92, 0.61, 0, 0.34][i % 4], judged: i % 3 === 2 ? 0 : 4 + i, tests: i % 4,
}));
const ruleText = (r) => `title: ${r.title}\nid: ${r.id}\nstatus: stable\nlogsource:\n  product: windows\n  category: process_creation\ndetection:\n  selection:\n    ParentImage|endswith:\n      - '\\WINWORD.EXE'\n      - '\\EXCEL.EXE'\n    Image|endswith: '\\powershell.exe'\n  condition: selection\nlevel: ${r.level}\ntags:\n${r.techniques.map((t) => `  - attack.${t.toLowerCase()}`).join('\n')}\n`;
export const detection = (id) => {
  const rule = detections.find((r) => r.id === id);
  return rule && { rule, description: 'Office programs have no reason to start a command interpreter. Attackers use macros for it.', author: 'The Hoplite authors', falsePositives: ['Add-ins of document management systems'], text: ruleText(rule) };
};
export function coverage() {
  const extra = [['initial-access', 'T1190', 'Exploit public-facing application'], ['initial-access', 'T1566.001', 'Spearphishing attachment'], ['privilege-escalation', 'T1055', 'Process injection'], ['privilege-escalation', 'T1548.002', 'Bypass account control'], ['collection', 'T1560.001', 'Archive with a program'], ['discovery', 'T1087.002', 'Domain accounts'], ['discovery', 'T1046', 'Network service discovery'], ['impact', 'T1486', 'Data encrypted'], ['lateral-movement', 'T1021.002', 'Admin shares'], ['execution', 'T1047', 'WMI'], ['command-and-control', 'T1105', 'Tools brought in']].map(([tactic, technique, name], i) => ({ tactic, technique, name, rules: 1 + (i % 4), executable: i % 3, findings: i * 3 }));
  const cells = [...extra, ...rules.flatMap((r) => r.tactics.flatMap((tactic) => r.techniques.map((technique) => ({ tactic, technique, name: techniqueNames[technique], rules: 2, executable: r.logSource.startsWith('aws') ? 0 : 2, findings: 8 }))))];
  const seen = new Map(cells.map((c) => [c.tactic + c.technique, c]));
  return { tactics: Object.entries(tacticNames).map(([tactic, name]) => ({ tactic, name })), cells: [...seen.values()], nominal: seen.size, executable: [...seen.values()].filter((c) => c.executable).length };
}
export const assets = () => ({
  asOf: new Date().toISOString(),
  items: [...hosts, hostile[0]].map((name, i) => ({ name, role: ['workstation', 'workstation', 'workstation', 'workstation', 'workstation', 'domain controller', 'file server', null, 'web server', 'firewall', 'workstation', 'laptop', null][i], first: ago(43000 - i), last: ago(i * 9), events: 900000 - i * 61000, users: users.slice(i % 4, (i % 4) + 3), logSources: ['windows/security', 'windows/process_creation'].slice(0, 1 + (i % 2)), openIncidents: i % 4 === 2 ? 2 : 0, findings: (i * 17) % 90 })),
});
export function trace(id = guid(Date.now() & 0xffffff)) {
  const sent = new Date().toISOString();
  return { id, sent, durable: null, stored: null, detected: null, incident: null, incidentAt: null, text: '<134>1 hoplite-test: this is a test event; nothing happened' };
}
export const channels = [{ name: 'chat', sent: 14, lost: 0, held: 0, lastSent: ago(312), problem: null }, { name: 'mail', sent: 0, lost: 2, held: 1, lastSent: null, problem: 'the mail server does not answer' }];
