import { ago, guid } from './random.mjs';
import { hostile } from './world.mjs';
import { incidents } from './incidents.mjs';
import { state } from './identity.mjs';

const sha = (seed) => (guid(seed) + guid(seed + 1)).replaceAll('-', '');
const later = (minutes) => ago(-minutes);
const verbs = { blockAddress: 'Block the address', sinkholeDomain: 'Answer with nothing for the domain', isolateHost: 'Cut off the network the machine', disableAdmin: 'Lock the account' };
const of = (n) => ({ incident: incidents[n].id, incidentNumber: incidents[n].number });
const question = (n, inc, action, cls, targetKind, target, leaseSeconds, playbook, title, persons, minutes, more = {}) => ({
  row: { id: guid(81000 + n), ...of(inc), action, class: cls, targetKind, target, leaseSeconds, playbook, title, persons, created: ago(minutes) },
  responder: 'packet-filter', refusal: null, undo: 'exact', given: [], request: guid(82000 + n), expires: later(9.4),
  rehearsal: [`nft add element inet hoplite blocked { ${target} timeout ${leaseSeconds}s }`, `nft delete element inet hoplite blocked { ${target} }`], ...more,
});
const week = () => ({ from: ago(7 * 1440), until: ago(0) });
const impacts = {
  0: { events: 1284, machines: [{ name: 'web01', events: 1190 }, { name: 'DOCTOR-04', events: 94 }], flows: [{ name: '203.0.113.77 → 10.0.4.20:22', events: 1190 }, { name: '203.0.113.77 → 10.0.4.31:443', events: 94 }], gap: null },
  1: { events: null, machines: [], flows: [], gap: 'the search took longer than it may' },
  2: { events: 48210, machines: [{ name: 'XRAY-WS2', events: 48001 }, { name: hostile[0], events: 180 }, { name: hostile[4], events: 29 }], flows: [{ name: '10.0.6.12 → 10.0.4.20:104', events: 40112 }, { name: `10.0.6.12 → ${hostile[1]}`, events: 12 }], gap: 'flows of the last 3 hours have not been stored yet' },
  3: { events: 0, machines: [], flows: [], gap: null },
};
const questions = [
  question(0, 2, 'blockAddress', 'narrow', 'address', '203.0.113.77', 3600, 'hoplite/block-address', 'Block the address passwords are guessed from', 1, 12),
  question(1, 6, 'sinkholeDomain', 'narrow', 'domain', 'update.fdp-invoice.example', 86400, 'hoplite/sinkhole-domain', 'Answer the domain the program asks with nothing', 1, 31, { responder: 'sinkhole', rehearsal: ['add to /etc/unbound/hoplite.conf: local-zone: "update.fdp-invoice.example" always_nxdomain', 'unbound-control reload', 'at the end remove from /etc/unbound/hoplite.conf: local-zone: "update.fdp-invoice.example" always_nxdomain', 'unbound-control reload'] }),
  question(2, 0, 'isolateHost', 'wide', 'host', 'xray-ws2', 14400, 'hoplite/isolate-workstation', `Cut the workstation off ${hostile[0]}`, 2, 64, { given: ['tom'], rehearsal: ['nft add element inet hoplite lifelines { 10.0.0.53 timeout 4h1m }', 'nft add element inet hoplite isolated { 10.0.6.12 timeout 4h }', 'nft delete element inet hoplite isolated { 10.0.6.12 }', 'nft delete element inet hoplite lifelines { 10.0.0.53 }'] }),
  question(3, 1, 'disableAdmin', 'privileged', 'account', 'administrator@clinic.example', 3600, 'hoplite/lock-administrator', '', 2, 140, { responder: null, refusal: 'nothing here can lock accounts', undo: null, rehearsal: [] }),
];
const run = (n, inc, action, targetKind, target, responder, state, playbook, began, ends, ended = null, note = '') => ({
  id: guid(83000 + n), ...of(inc), action, targetKind, target, responder, state, playbook, started: ago(began), expires: later(ends), ended: ended === null ? null : ago(ended), note, decision: guid(84000 + n), canRevert: state === 'active',
});
const runs = [
  run(0, 4, 'blockAddress', 'address', '198.51.100.23', 'packet-filter', 'active', 'hoplite/block-address', 41, 19),
  run(1, 5, 'sinkholeDomain', 'domain', `${hostile[1]}.example`, 'sinkhole', 'active', 'hoplite/sinkhole-domain', 200, 1240, null, 'the resolver was told to read it again'),
  run(2, 3, 'isolateHost', 'host', 'lab-pc-07', 'packet-filter', 'undoing', 'hoplite/isolate-workstation', 239, 1),
  run(3, 2, 'blockAddress', 'address', '192.0.2.200', 'packet-filter', 'undone', 'hoplite/block-address', 1500, -1440, 1440, 'its time was over'),
  run(4, 0, 'isolateHost', 'host', 'doctor-04', 'packet-filter', 'undone', 'hoplite/isolate-workstation', 3100, -2860, 2980, 'taken back by maria; it was a mistake'),
  run(5, 1, 'sinkholeDomain', 'domain', 'cdn.example', 'sinkhole', 'failed', 'hoplite/sinkhole-domain', 4200, -2760, 4200, `the file cannot be written: ${hostile[3]}`),
  run(6, 7, 'blockAddress', 'address', '2001:db8::5', 'packet-filter', 'unknown', 'hoplite/block-address', 5000, -4940, 5000, 'the program ended while it was being done'),
];
const answered = [
  { id: guid(85001), action: 'blockAddress', target: '192.0.2.200', state: 'approved', note: '', created: ago(1510), run: runs[3].id, incident: incidents[2].id },
  { id: guid(85002), action: 'disableAdmin', target: 'backup@clinic.example', state: 'denied', note: 'refused by tom', created: ago(2200), run: null, incident: incidents[0].id },
  { id: guid(85003), action: 'sinkholeDomain', target: hostile[2], state: 'expired', note: '', created: ago(4600), run: null, incident: incidents[6].id },
  { id: guid(85004), action: 'isolateHost', target: 'srv-pacs', state: 'refused', note: 'the gate no longer allows it: protected', created: ago(5200), run: null, incident: incidents[5].id },
];
const responders = [
  { name: 'packet-filter', actions: ['blockAddress', 'isolateHost'], undo: 'exact', needs: 'the right to change the packet filter (CAP_NET_ADMIN) and nf_tables in the kernel' },
  { name: 'sinkhole', actions: ['sinkholeDomain'], undo: 'exact', needs: 'a resolver that reads /etc/unbound/hoplite.conf' },
  { name: 'webhook', actions: ['disableAccount'], undo: 'compensated', needs: 'an address that answers, and a secret to sign with' },
];
let stopped = null;
/** What a test of the console sets up: with `bare` nothing here can act. */
export const site = { bare: false, hasPasskey: true, tell: () => {} };

export const board = () => site.bare ? { questions: [], active: [], stopped: null, responders: [], asOf: ago(0) } : {
  questions: questions.map((q) => q.row).sort((a, b) => a.created.localeCompare(b.created)), active: runs.filter((r) => ['active', 'acting', 'undoing'].includes(r.state)).sort((a, b) => a.expires.localeCompare(b.expires)), stopped, responders, asOf: ago(0),
};
export function history(q) {
  const inc = q.get('incident');
  const most = Number(q.get('limit') ?? 100);
  const waiting = questions.map(({ row }) => ({ id: row.id, action: row.action, target: row.target, state: 'waiting', note: '', created: row.created, run: null, incident: row.incident }));
  const all = [...waiting, ...answered].filter((a) => !inc || a.incident === inc).sort((a, b) => b.created.localeCompare(a.created));
  return { items: runs.filter((r) => !inc || r.incident === inc).sort((a, b) => b.started.localeCompare(a.started)).slice(0, most), answered: all.slice(0, most).map(({ incident: _, ...a }) => a) };
}
function detail(q) {
  if (Date.parse(q.expires) < Date.now()) Object.assign(q, { request: guid(Date.now() & 0xffffff), expires: later(10) });
  const digest = sha(q.row.target.length + q.row.leaseSeconds);
  const text = `${verbs[q.row.action]} ${q.row.target} for ${q.row.leaseSeconds} seconds because of incident ${q.row.incident}, by playbook ${q.row.playbook}. Digest ${digest}.`;
  return {
    row: q.row, request: { id: q.request, text, digest, nonce: sha(9), expires: q.expires, statement: Buffer.from(text).toString('base64'), passkey: { challenge: 'K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols', relyingParty: '127.0.0.1', credentials: site.hasPasskey ? ['a1Zb'] : [] } },
    responder: q.responder, refusal: q.refusal, rehearsal: q.rehearsal, undo: q.undo, impact: { ...week(), ...impacts[questions0.indexOf(q.row.id)] }, given: q.given,
  };
}
const questions0 = questions.map((q) => q.row.id);

function end(q, outcome, note, done) {
  questions.splice(questions.indexOf(q), 1);
  answered.unshift({ id: q.row.id, action: q.row.action, target: q.row.target, state: outcome, note, created: q.row.created, run: done?.id ?? null, incident: q.row.incident });
  site.tell('approval', { id: q.row.id, state: outcome, persons: q.row.persons });
}
function approve(q, body) {
  const signed = body.credential?.response;
  if (body.request !== q.request) return { status: 403, body: { title: 'not-open', detail: 'This question was answered, has expired, or is not there. Open it again.' } };
  if (!signed?.clientDataJSON || !signed.authenticatorData || !signed.signature) return { status: 400, body: { title: 'Bad request', detail: 'an approval is signed by a passkey (credential) or a key (keyId and signature)' } };
  q.given.push(state.user.name);
  if (q.given.length < q.row.persons) return { answer: 'counted', says: 'Your approval counts; another person is needed as well.', run: null };
  const done = { ...run(Date.now() & 0xffff, 0, q.row.action, q.row.targetKind, q.row.target, q.responder ?? 'none', q.responder ? 'active' : 'failed', q.row.playbook, 0, q.row.leaseSeconds / 60), incident: q.row.incident, incidentNumber: q.row.incidentNumber };
  if (q.responder) runs.unshift(done);
  end(q, q.responder ? 'approved' : 'refused', q.responder ? '' : q.refusal, q.responder ? done : null);
  if (q.responder) site.tell('response', { id: done.id, state: 'active', action: done.action, expires: done.expires });
  return q.responder ? { answer: 'counted', says: 'It is in effect.', run: done } : { answer: 'counted', says: `It was approved and could not be done: ${q.refusal}`, run: null };
}
function undo(r, note) {
  Object.assign(r, { state: 'undone', ended: ago(0), canRevert: false, note });
  site.tell('response', { id: r.id, state: 'undone', action: r.action, expires: r.expires });
  return r;
}

/** Answers for everything below `responses`. */
export function answer(method, parts, query, body) {
  const [first, second, third] = parts;
  if (!first) return board();
  if (first === 'history') return history(query);
  if (first === 'questions') {
    const q = questions.find((x) => x.row.id === second);
    if (!q) return null;
    if (!third) return detail(q);
    if (third === 'approve') return approve(q, body);
    end(q, 'denied', `refused by ${state.user.name}`, null);
    return { status: 204 };
  }
  if (first === 'panic') {
    const all = runs.filter((r) => r.state === 'active');
    stopped = { who: state.user.name, since: ago(0) };
    all.forEach((r) => undo(r, `everything was stopped by ${state.user.name}`));
    return { takenBack: all.length, left: runs.filter((r) => r.state === 'undoing').length };
  }
  if (first === 'resume') { stopped = null; site.tell('response', {}); return { status: 204 }; }
  const one = runs.find((r) => r.id === first);
  if (!one || second !== 'revert') return one ?? null;
  if (one.state !== 'active') return { status: 409, body: { title: 'Conflict', detail: `it is not in effect: ${one.state}` } };
  return undo(one, `taken back by ${state.user.name}${body.isMistake ? '; it was a mistake' : ''}`);
}
