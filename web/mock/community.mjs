// The members of an invented community of health organisations.
import { ago, dice, guid } from './random.mjs';

const day = 1440;
const names = { self: 'Riverside Clinic', harbour: 'Harbour Hospital', lakeview: 'Lakeview Dental', hillside: 'Hillside Clinic', northgate: 'Northgate Pharmacy', oakfield: 'Oakfield Care Home', cert: 'national-cert' };
export const members = Object.fromEntries(Object.entries(names).map(([key, name], n) => [key, { identity: `identity--${guid(95000 + n)}`, name }]));
const d = dice(11);
const history = (from, to, days) => Array.from({ length: days }, (_, n) => ({ day: ago((days - n) * day).slice(0, 10), reliable: Math.max(0.02, Math.min(0.99, from + (to - from) * (n / (days - 1)) + (d.next() - 0.5) * 0.05)) }));
const member = (key, n, more) => ({
  ...members[key], key: Buffer.from(guid(96000 + n).replaceAll('-', '') + guid(96100 + n).replaceAll('-', ''), 'hex').toString('base64'), address: `https://hoplite.${names[key].toLowerCase().replaceAll(' ', '-')}.example`, invitedBy: null, since: ago(400 * day), clearance: 'AMBER', groups: [], isSelf: false, expelled: null, reached: ago(2), trouble: null,
  trust: {}, suspended: false, history: [], objects: 0, ...more,
});
let all = [
  member('self', 0, { isSelf: true, clearance: 'RED', groups: ['hospitals', 'response team'], invitedBy: 'Harbour Hospital', reached: null, objects: 31 }),
  member('harbour', 1, { clearance: 'RED', groups: ['hospitals', 'response team'], trust: { Address: 0.9, Domain: 0.95, Hash: 0.97, Url: 0.92 }, history: history(0.6, 0.92, 60), objects: 4102 }),
  member('hillside', 2, { invitedBy: 'Harbour Hospital', since: ago(210 * day), clearance: 'AMBER+STRICT', groups: ['hospitals'], trust: { Address: 0.81, Domain: 0.86 }, history: history(0.5, 0.83, 60), objects: 1388, reached: ago(1) }),
  member('lakeview', 3, { invitedBy: 'Riverside Clinic', since: ago(41 * day), trust: { Address: 0.66, Domain: 0.74, Email: 0.7 }, history: history(0.45, 0.7, 41), objects: 402, reached: ago(190), trouble: 'no answer within 10 seconds' }),
  member('northgate', 4, { invitedBy: 'Lakeview Dental', since: ago(19 * day), clearance: 'GREEN', trust: { Address: 0.21, Domain: 0.34 }, suspended: true, history: history(0.5, 0.2, 19), objects: 228, reached: ago(4) }),
  member('oakfield', 5, { invitedBy: 'Lakeview Dental', since: ago(3 * day), clearance: 'GREEN', trust: {}, history: [], objects: 0, reached: null, address: null }),
  member('oakfield', 6, { identity: `identity--${guid(95099)}`, name: 'Former Lab "><b>', invitedBy: 'Harbour Hospital', since: ago(300 * day), expelled: ago(30 * day), history: history(0.6, 0.1, 30), objects: 12 }),
];
export const peers = () => all;
export const expel = (identity) => {
  const gone = [all.find((p) => p.identity === identity)].filter(Boolean);
  for (const one of gone) { gone.push(...all.filter((p) => !p.isSelf && !p.expelled && p.invitedBy === one.name && Date.now() - Date.parse(p.since) < 90 * day * 60000 && !gone.includes(p))); one.expelled = ago(0); }
};
