// Threat intelligence of an invented clinic: domains of the example kind and addresses for documentation only.
import { ago, guid } from './random.mjs';
import { hostile } from './world.mjs';
import { findings } from './findings.mjs';
import { incidents } from './incidents.mjs';
import { members, peers, expel } from './community.mjs';

export const site = { community: true };
const id = (type, n) => `${type}--${guid(90000 + n)}`;
const hash = (n) => (guid(91000 + n) + guid(91100 + n)).replaceAll('-', '');
const day = 1440;
const make = (n, kind, value, rung, belief, independent, sources, hits, reasons, score = rung === 'Quarantine' ? 24 : 96 - ((n * 7) % 40)) => ({ id: id('indicator', n), kind, value, rung, belief, independent, sources, hits, score, reasons });
const heard = (peersCount, independent, objecting, belief) => `${peersCount} ${peersCount === 1 ? 'peer names' : 'peers name'} it, ${independent} of them independent; ${objecting} object; the belief is ${belief}`;

const indicators = [
  make(0, 'Domain', 'update.fdp-invoice.example', 'Detect', 0.97, 3.2, 4, 14, [heard(4, 3.2, 0.3, '0.97'), 'it stands on the list Ranges of rented servers, so a person decides about blocking']),
  make(1, 'Address', '203.0.113.77', 'Detect', 0.93, 2.1, 3, 1284, [heard(3, 2.1, 0, '0.93'), 'too many machines here talk to it to block it: 9']),
  make(2, 'Hash', hash(2), 'Block', 0.99, 4.4, 5, 2, [heard(5, 4.4, 0, '0.99')]),
  make(3, 'Url', 'https://portal.hillside-billing.example/login.php?id=7', 'Detect', 0.81, 1.4, 2, 0, [heard(2, 1.4, 0, '0.81'), 'too few independent voices speak for it to block it']),
  make(4, 'Address', '192.0.2.53', 'Quarantine', 0.64, 1, 3, 0, ['it stands on the warning list Public name servers']),
  make(5, 'Domain', 'pacs.clinic.example', 'Quarantine', 0.42, 1, 1, 0, ['it is your own']),
  make(6, 'Network', '198.51.100.0/24', 'Detect', 0.88, 1.9, 3, 41, [heard(3, 1.9, 0, '0.88'), 'a prefix of 24 bits names too many addresses to block it']),
  make(7, 'Email', 'billing@fdp-invoice.example', 'Block', 0.95, 2.8, 3, 6, [heard(3, 2.8, 0, '0.95')]),
  make(8, 'Domain', `${hostile[0]}.example`, 'Quarantine', 0.2, 1, 1, 0, [heard(1, 1, 0, '0.20'), 'that is not enough to match it']),
  make(9, 'Pattern', `[process:command_line LIKE '%${hostile[1]}%'] FOLLOWEDBY [network-traffic:dst_port = 8443] WITHIN 300 SECONDS`, 'Detect', 0.77, 1.2, 1, 0, [heard(1, 1.2, 0, '0.77'), 'that is not enough to block it']),
  make(10, 'Address', '2001:db8:77::5', 'Detect', 0.84, 1.7, 2, 3, [heard(2, 1.7, 0.4, '0.84'), 'somebody objects, so a person decides about blocking']),
  ...Array.from({ length: 130 }, (_, n) => {
    const kind = ['Address', 'Domain', 'Hash', 'Url'][n % 4];
    const value = { Address: `198.51.100.${n + 20}`, Domain: `cdn-${n}.tracking-parcel.example`, Hash: hash(20 + n), Url: `http://198.51.100.${n + 20}/a/${n}.bin` }[kind];
    const belief = [0.96, 0.83, 0.31, 0.78][(n * 3) % 4];
    return make(20 + n, kind, value, belief > 0.9 ? 'Block' : belief > 0.6 ? 'Detect' : 'Quarantine', belief, 1 + (n % 3), 1 + (n % 4), n % 9 === 0 ? n : 0, [heard(1 + (n % 4), 1 + (n % 3), 0, belief.toFixed(2)), ...(belief > 0.6 ? [] : ['that is not enough to match it'])]);
  }),
];

/** As the server reckons it: when the score falls below what it takes. */
const fading = (one) => {
  const [lifetimeDays, speed] = { Url: [60, 2], Address: [90, 2], Network: [90, 2], Hash: [730, 0.3] }[one.kind] ?? [180, 1];
  const seen = ago(Math.round(lifetimeDays * (1 - one.score / 100) ** speed * day));
  const until = (score) => new Date(Date.parse(seen) + lifetimeDays * (1 - score / 100) ** speed * 86_400_000).toISOString();
  return { start: 100, seen, lifetimeDays, speed, blockScore: 50, detectScore: 30, blockUntil: until(50), detectUntil: until(30) };
};

const feeds = [
  { name: 'national-cert', kind: 'Taxii', url: 'https://taxii.cert.example/api1/', collection: '91a7b528-80eb-42ed-a74d-c6fbd5a26116', everyMinutes: 30, checked: ago(11), last: ago(11), objects: 41230, ended: 0, refused: 3, hits: 118, failures: 0, trouble: null, reliable: 0.94, wrong: 0.012 },
  { name: 'health-isac', kind: 'Misp', url: 'https://share.health-isac.example/taxii/', collection: '', everyMinutes: 60, checked: ago(48), last: ago(48), objects: 8714, ended: 0, refused: 0, hits: 31, failures: 0, trouble: null, reliable: 0.88, wrong: 0.031 },
  { name: 'free-blocklist', kind: 'List', url: 'https://lists.example.net/taxii2/', collection: '', everyMinutes: 240, checked: ago(3 * day), last: ago(3 * day), objects: 190412, ended: 2140, refused: 5120, hits: 704, failures: 11, trouble: 'the server answered 503', reliable: 0.37, wrong: 0.41 },
  { name: 'new-partner', kind: 'Taxii', url: 'https://ti.partner.example/root/', collection: 'cti', everyMinutes: 60, checked: null, last: null, objects: 0, ended: 0, refused: 0, hits: 0, failures: 0, trouble: null, reliable: 0.5, wrong: null },
];
const retro = [
  { id: indicators[0].id, kind: 'Domain', value: indicators[0].value, hosts: 2, days: 3, events: 14, at: ago(95) },
  { id: indicators[1].id, kind: 'Address', value: indicators[1].value, hosts: 9, days: 6, events: 1284, at: ago(400) },
  { id: indicators[10].id, kind: 'Address', value: indicators[10].value, hosts: 1, days: 1, events: 3, at: ago(2 * day) },
];
const refusals = [
  { at: ago(14), from: 'free-blocklist', id: id('indicator', 700), reason: 'the pattern is broken at column 12: a comparison needs a value' },
  { at: ago(96), from: 'Lakeview Dental', id: id('malware', 701), reason: `only its author may change it, and that is Harbour Hospital; it now calls it ${hostile[2]}` },
  { at: ago(8 * 60), from: 'Northgate Pharmacy', id: null, reason: 'the signature does not hold' },
];

const object = (type, n, title, author, tlp, minutes, refs = [], more = {}) => ({ id: id(type, n), type, title, author: members[author].identity, authorName: members[author].name, tlp, revoked: false, received: ago(minutes), isOwn: author === 'self', refs, ...more });
const story = [
  object('indicator', 0, 'update.fdp-invoice.example serves the second stage', 'harbour', 'AMBER', 3 * day, [members.harbour.identity]),
  object('malware', 300, `Ledgerworm ${hostile[1]}`, 'harbour', 'AMBER', 3 * day, [members.harbour.identity]),
  object('relationship', 301, 'indicates', 'harbour', 'AMBER', 3 * day, [id('indicator', 0), id('malware', 300)]),
  object('infrastructure', 302, 'Hosts behind 198.51.100.0/24', 'cert', 'GREEN', 2 * day),
  object('relationship', 303, 'communicates-with', 'cert', 'GREEN', 2 * day, [id('malware', 300), id('infrastructure', 302)]),
  object('sighting', 304, 'Seen 14 times', 'self', 'AMBER', 95, [id('indicator', 0)]),
  object('opinion', 305, 'agree', 'lakeview', 'GREEN', day, [id('indicator', 0)]),
  object('identity', 306, 'Harbour Hospital', 'harbour', 'CLEAR', 40 * day, [], { id: members.harbour.identity }),
];
const objects = [
  ...story,
  object('report', 310, 'Invoices that bring Ledgerworm: what we saw in one week', 'harbour', 'GREEN', 2 * day, [id('indicator', 0), id('malware', 300)]),
  object('indicator', 311, hostile[0], 'lakeview', 'GREEN', 5 * day, [], { revoked: true }),
  object('indicator', 1, '203.0.113.77 guesses passwords', 'self', 'GREEN', day),
  object('note', 312, 'Sign-ins from the night shift explain this one', 'self', 'AMBER+STRICT', 6 * day, [id('indicator', 1)]),
  object('indicator', 313, 'Old phishing page', 'self', 'CLEAR', 20 * day, [], { revoked: true }),
  object('threat-actor', 314, null, 'cert', 'RED', 8 * day),
];

const page = (q) => {
  const text = (q.get('text') ?? '').toLowerCase();
  const fits = indicators.filter((i) => (!q.get('rung') || i.rung === q.get('rung')) && (!q.get('kind') || i.kind === q.get('kind')) && (!text || i.value.toLowerCase().includes(text)));
  const offset = Number(q.get('offset') ?? 0);
  return { items: fits.slice(offset, offset + Number(q.get('limit') ?? 100)), total: fits.length };
};
const claim = (who, isBad, minutes, n, reliable) => ({ source: members[who]?.identity ?? who, name: members[who]?.name ?? who, isBad, at: ago(minutes), object: id('indicator', n), reliable });
function detail(one) {
  const first = one === indicators[0];
  const claims = [claim('harbour', true, 3 * day, 0, 0.92), claim('national-cert', true, 2 * day, 400, 0.94), claim('lakeview', true, day, 401, 0.71), claim('health-isac', true, day, 402, 0.88), ...(one.reasons.join().includes('objects') || first ? [claim('northgate', false, 300, 403, 0.34)] : [])].slice(0, first ? 5 : Math.max(1, one.sources));
  return {
    indicator: one, fading: fading(one), claims: one.reasons[0] === 'it is your own' ? [claim('northgate', true, day, 404, 0.34)] : claims,
    warningLists: one.rung === 'Quarantine' && one.kind === 'Address' ? [{ list: 'Public name servers', class: 'Benign' }] : first ? [{ list: 'Ranges of rented servers', class: 'Shared' }] : [],
    use: retro.find((r) => r.id === one.id) ?? null,
    findings: one.hits === 0 ? [] : findings.slice(0, Math.min(4, one.hits)).map((f, n) => ({ id: f.id, time: n === 3 ? null : ago(95 + n * 300), host: ['NURSE-11', 'DOCTOR-04', hostile[4], null][n], incident: n < 2 ? incidents[6].id : null })),
    objects: first ? story : objects.filter((o) => o.id === one.id),
  };
}
function add({ value }) {
  const text = (value ?? '').trim();
  if (!/[.:]|^[0-9a-f]{32,64}$/i.test(text)) return { status: 400, body: { title: 'Bad request', detail: 'this is no address, prefix, domain, URL, hash or mail address' } };
  const kind = /@/.test(text) ? 'Email' : /^https?:/.test(text) ? 'Url' : /\/\d+$/.test(text) ? 'Network' : /^[\d.]+$|:/.test(text) ? 'Address' : /^[0-9a-f]{32,64}$/i.test(text) ? 'Hash' : 'Domain';
  const one = make(500 + indicators.length, kind, text, 'Detect', 0.95, 1, 1, 0, ['a person here says that it is bad', 'others still have time to object']);
  indicators.unshift(one);
  return one;
}
function settle(one, isBad) {
  Object.assign(one, isBad ? { rung: 'Block', belief: 0.99, reasons: ['a person here says that it is bad'] } : { rung: 'Quarantine', belief: 0.01, reasons: ['a person here says that it is harmless'] });
  return one;
}
const shareObject = (type, n, summary, body) => ({ id: id(type, n), type, summary, json: JSON.stringify({ type, spec_version: '2.1', id: id(type, n), created: ago(9), modified: ago(9), object_marking_refs: ['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421'], ...body }, null, 2) });
const preview = () => ({
  objects: [
    shareObject('indicator', 600, 'The domain update.fdp-invoice.example', { name: 'Second stage', pattern_type: 'stix', pattern: "[domain-name:value = 'update.fdp-invoice.example']", valid_from: ago(50) }),
    shareObject('indicator', 601, 'The address 203.0.113.77', { pattern_type: 'stix', pattern: "[ipv4-addr:value = '203.0.113.77']", valid_from: ago(50) }),
    shareObject('indicator', 602, `A file named ${hostile[1]}`, { pattern_type: 'stix', pattern: `[file:name = '${hostile[1]}']`, valid_from: ago(50) }),
    shareObject('sighting', 603, 'Seen 14 times between two days; no machine and no account is named', { count: 14, sighting_of_ref: id('indicator', 600) }),
    shareObject('attack-pattern', 604, 'T1566 Phishing was used', { name: 'Phishing' }),
    shareObject('relationship', 605, 'update.fdp-invoice.example indicates T1566 Phishing', { relationship_type: 'indicates', source_ref: id('indicator', 600), target_ref: id('attack-pattern', 604) }),
  ],
});
const asked = (value) => ({ kind: 'Domain', value, opinions: peers().filter((p) => !p.isSelf && !p.expelled).map((p, n) => ({ identity: p.identity, name: p.name, opinion: ['bad', 'unknown', 'harmless', null][n % 4], reliable: 0.8 - n * 0.2, suspended: n === 2, trouble: n % 4 === 3 ? 'it cannot be reached' : null })) });
const comparisons = [];
const compared = (identity) => { const one = ({ identity, name: peers().find((p) => p.identity === identity)?.name ?? hostile[0], at: ago(0), weAsked: true, ours: 214, theirs: 61, common: [{ kind: 'Address', value: '203.0.113.77' }, { kind: 'Domain', value: hostile[1] }] }); comparisons.splice(0, 1, one); return one; };

/** Answers for everything below `intelligence`. */
export function answer(method, parts, q, body) {
  const [first, second, third] = parts;
  switch (`${method} ${parts.join('/')}`) {
    case 'GET ': return { matched: 48211, blocking: 1930, quarantined: 212, hits: 1350, community: site.community ? { name: 'Valley health', identity: members.self.identity, members: peers().filter((p) => !p.expelled).length, shared: 31, received: 6120 } : null, feeds, retro, refusals, warningLists: 136 };
    case 'GET indicators': return page(q);
    case 'POST indicators': return add(body);
    case 'GET objects': return objects.filter((o) => o.isOwn === (q.get('own') === 'true'));
    case 'POST questions': return asked(body.value);
    case 'GET comparisons': return site.community ? comparisons : [];
    case 'GET peers': return site.community ? peers() : [];
    case 'POST invitations': return { text: `hoplite-invitation:1\n${Buffer.from(JSON.stringify({ guest: body.guest, community: 'Valley health', door: 'https://hoplite.clinic.example' })).toString('base64url')}.${hash(900)}` };
    case 'POST join': if (!body.invitation?.startsWith('hoplite-invitation:')) return { status: 400, body: { title: 'Bad request', detail: 'this is no invitation' } }; site.community = true; return { community: 'Valley health', members: peers().length };
    case 'POST sync': return { feeds: feeds.map((f, n) => ({ name: f.name, new: f.trouble ? 0 : 3 + n * 17, refused: 0, trouble: f.trouble })) };
    case 'POST import': return { taken: body.objects?.length ?? 0, known: 2, refused: [{ at: ago(0), from: 'file', id: id('indicator', 702), reason: 'valid_until is before valid_from' }] };
    case 'GET export': return { status: 200, text: '{"type":"bundle","objects":[]}' };
  }
  if (first === 'indicators') {
    const one = indicators.find((i) => i.id === second);
    return !one ? null : third === 'settle' ? settle(one, body.isBad) : detail(one);
  }
  if (first === 'peers' && method === 'DELETE') { expel(second); return { status: 204 }; }
  if (first === 'peers' && third === 'compare') return compared(second);
  if (first === 'incidents' && third === 'bundle') return { type: 'bundle', id: id('bundle', 606), objects: [] };
  if (first === 'incidents' && third === 'share') return method === 'POST' ? { sent: body.objects.length } : preview();
  return null;
}
