import type { FadingRow, FeedKind, NamedKind, ObjectRow, PeerRow, Rung, Tlp } from '../api/intelligence';
import type { Said } from './agents';

// What is not on a list is shown as it came, as not known: never as good.
const lookUp = (list: Record<string, Said>, id: string | null | undefined): Said =>
  (id && Object.hasOwn(list, id) ? list[id] : { label: id || 'Not known', says: '', tone: 'unknown' });

export const rungs: Record<Rung, Said> = {
  Quarantine: { label: 'Quarantine', says: 'Somebody calls it bad, and it is not believed. Nothing is matched against it.', tone: 'unknown' },
  Detect: { label: 'Detect', says: 'Events are matched against it, and a hit is a finding. It is not blocked by itself.', tone: 'warning' },
  Block: { label: 'Block', says: 'Events are matched against it, and it may be blocked when it is met.', tone: 'bad' },
};
export const rungOf = (rung: string) => lookUp(rungs, rung);

export const kinds: Record<NamedKind, string> = { Address: 'Address', Network: 'Network', Domain: 'Domain', Url: 'URL', Hash: 'Hash of a file', Email: 'Mail address', Pattern: 'Pattern' };
export const kindLabel = (kind: string) => (Object.hasOwn(kinds, kind) ? kinds[kind as NamedKind] : kind);

export const feedKinds: Record<FeedKind, string> = { Taxii: 'TAXII collection', Misp: 'MISP feed', List: 'List' };
export const feedKindLabel = (kind: string) => (Object.hasOwn(feedKinds, kind) ? feedKinds[kind as FeedKind] : kind);

/** What is left of a score after some days without a sighting: the curve of the server, for drawing. */
export function faded(f: FadingRow, days: number): number {
  if (days <= 0) return f.start;
  return days >= f.lifetimeDays ? 0 : f.start * (1 - (days / f.lifetimeDays) ** (1 / f.speed));
}

export const tlps: readonly { id: Tlp; says: string }[] = [
  { id: 'CLEAR', says: 'Everybody may know it.' },
  { id: 'GREEN', says: 'For the members and those they work with.' },
  { id: 'AMBER', says: 'For the members and their own clients, when they need to know.' },
  { id: 'AMBER+STRICT', says: 'For the organisations of a group only; they do not pass it on.' },
  { id: 'RED', says: 'For the people of a group only; it stays with them.' },
];
const rank = (tlp: string) => tlps.findIndex((t) => t.id === tlp);
/** What is this strict names a group; without one nobody gets it. */
export const needsGroup = (tlp: Tlp) => rank(tlp) >= rank('AMBER+STRICT');

/** The members that get what is marked so; whoever has less clearance, or is not in the group, does not. */
export const receivers = (peers: readonly PeerRow[], tlp: Tlp, group: string | null) =>
  (needsGroup(tlp) && group === null ? [] : peers.filter((p) => !p.isSelf && p.expelled === null && rank(p.clearance) >= rank(tlp) && (group === null || p.groups.includes(group))));

const classes: Record<string, Said> = {
  Benign: { label: 'Harmless', says: 'What stands on it is no threat, whoever says so.', tone: 'good' },
  Shared: { label: 'Used by many', says: 'Good and bad share it, so a person decides about blocking.', tone: 'warning' },
  Known: { label: 'Known', says: 'It says what the thing is, not whether it is good or bad.', tone: 'unknown' },
};
export const classOf = (id: string) => lookUp(classes, id);

const probation = 90 * 86_400_000;

/** Who goes when a member is put out: it, and the newcomers it let in, and theirs. */
export function goesWith(peers: readonly PeerRow[], identity: string, now: Date): PeerRow[] {
  const first = peers.find((p) => p.identity === identity);
  const gone = first ? [first] : [];
  for (const one of gone) {
    gone.push(...peers.filter((p) => !p.isSelf && p.expelled === null && p.invitedBy === one.name && now.getTime() - new Date(p.since).getTime() < probation && !gone.includes(p)));
  }
  return gone.slice(1);
}

export interface ObjectPlace { object: ObjectRow; x: number; y: number }
export interface ObjectLine { from: string; to: string; x1: number; y1: number; x2: number; y2: number }
export const node = { width: 178, height: 46, gapX: 74, gapY: 16, edge: 10 };

/** Puts objects in columns: what is referred to stands right of all that refers to it. Rings of references end where they begin. */
export function placed(objects: readonly ObjectRow[]): { places: ObjectPlace[]; lines: ObjectLine[]; width: number; height: number } {
  const known = new Map(objects.map((o) => [o.id, o]));
  const from = new Map<string, ObjectRow[]>();
  for (const o of objects) for (const r of o.refs) if (r !== o.id && known.has(r)) from.set(r, [...(from.get(r) ?? []), o]);
  const depth = new Map<string, number>();
  const deep = (o: ObjectRow, above: ReadonlySet<string>): number => {
    const done = depth.get(o.id);
    if (done !== undefined) return done;
    const left = (from.get(o.id) ?? []).filter((r) => !above.has(r.id)).map((r) => deep(r, new Set([...above, o.id])) + 1);
    const answer = Math.max(0, ...left);
    depth.set(o.id, answer);
    return answer;
  };
  objects.forEach((o) => deep(o, new Set()));
  const most = Math.max(0, ...depth.values());
  const columns = Array.from({ length: most + 1 }, (_, n) => objects.filter((o) => depth.get(o.id) === n));
  const tallest = Math.max(1, ...columns.map((c) => c.length));
  const height = tallest * (node.height + node.gapY) - node.gapY + node.edge * 2;
  const places = columns.flatMap((column, n) => column.map((object, i) => ({
    object, x: node.edge + n * (node.width + node.gapX), y: (height - column.length * (node.height + node.gapY) + node.gapY) / 2 + i * (node.height + node.gapY),
  })));
  const at = new Map(places.map((p) => [p.object.id, p]));
  const lines = places.flatMap((p) => p.object.refs.flatMap((r) => {
    const to = r === p.object.id ? undefined : at.get(r);
    return to ? [{ from: p.object.id, to: r, x1: p.x + node.width, y1: p.y + node.height / 2, x2: to.x, y2: to.y + node.height / 2 }] : [];
  }));
  return { places, lines, width: node.edge * 2 + columns.length * (node.width + node.gapX) - node.gapX, height };
}

const types: Record<string, string> = {
  indicator: 'Indicator', malware: 'Malware', 'threat-actor': 'Actor', relationship: 'Relation', sighting: 'Sighting', identity: 'Identity', infrastructure: 'Infrastructure', report: 'Report', incident: 'Incident', note: 'Note', opinion: 'Opinion',
  campaign: 'Campaign', 'attack-pattern': 'Technique', 'intrusion-set': 'Group of attacks', tool: 'Tool', vulnerability: 'Weakness', 'observed-data': 'What was seen', grouping: 'Grouping', 'course-of-action': 'Counter-measure', 'marking-definition': 'Marking',
};
export const typeLabel = (type: string) => (Object.hasOwn(types, type) ? types[type] : type.replace(/-/g, ' '));

/** What stays at home: what was left out, and what rests on it. */
export function staying(objects: { id: string; type: string; json: string }[], left: ReadonlySet<string>): ReadonlySet<string> {
  const stays = new Set(left);
  for (const one of objects) {
    if (one.type !== 'sighting' && one.type !== 'relationship') continue;
    const { sighting_of_ref, source_ref, target_ref } = JSON.parse(one.json) as Record<string, string | undefined>;
    if ([sighting_of_ref, source_ref, target_ref].some((r) => r !== undefined && left.has(r))) stays.add(one.id);
  }
  return stays;
}
