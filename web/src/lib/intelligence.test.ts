import { describe, expect, it } from 'vitest';
import type { ObjectRow, PeerRow } from '../api/intelligence';
import { faded, feedKindLabel, goesWith, placed, receivers, rungOf, staying } from './intelligence';

const now = new Date('2026-06-01T00:00:00Z');
const peer = (name: string, more: Partial<PeerRow> = {}): PeerRow => ({
  identity: `identity--${name}`, key: '', name, address: null, invitedBy: null, since: '2026-05-20T00:00:00Z', clearance: 'AMBER', groups: [], isSelf: false, expelled: null, reached: null, trouble: null, trust: {}, suspended: false, history: [], objects: 0, ...more,
});
const object = (id: string, refs: string[]): ObjectRow => ({ id, type: 'indicator', title: null, author: '', authorName: '', tlp: 'GREEN', revoked: false, received: '', isOwn: false, refs });

describe('who gets what', () => {
  const peers = [peer('self', { isSelf: true, clearance: 'RED', groups: ['x'] }), peer('a'), peer('b', { clearance: 'GREEN' }), peer('c', { clearance: 'RED', groups: ['x'] }), peer('d', { clearance: 'RED', expelled: '2026-05-30T00:00:00Z', groups: ['x'] })];
  const names = (list: PeerRow[]) => list.map((p) => p.name);
  it('asks for clearance', () => expect(names(receivers(peers, 'AMBER', null))).toEqual(['a', 'c']));
  it('asks for the group', () => expect(names(receivers(peers, 'GREEN', 'x'))).toEqual(['c']));
  it('gives what is strict to nobody without a group', () => expect(receivers(peers, 'RED', null)).toEqual([]));
});

describe('who goes with whom', () => {
  it('takes the newcomers, and theirs, and nobody twice', () => {
    const peers = [peer('a', { invitedBy: 'c' }), peer('b', { invitedBy: 'a' }), peer('c', { invitedBy: 'b' }), peer('old', { invitedBy: 'a', since: '2025-01-01T00:00:00Z' }), peer('self', { invitedBy: 'a', isSelf: true })];
    expect(goesWith(peers, 'identity--a', now).map((p) => p.name)).toEqual(['b', 'c']);
  });
  it('knows nobody of nobody', () => expect(goesWith([], 'identity--a', now)).toEqual([]));
});

describe('how a score fades', () => {
  const f = { start: 80, seen: null, lifetimeDays: 120, speed: 2, blockScore: 50, detectScore: 30, blockUntil: null, detectUntil: null };
  it('is the curve of the server', () => expect([faded(f, -1), faded(f, 0), faded(f, 30), faded(f, 120), faded(f, 500)]).toEqual([80, 80, 40, 0, 0]));
  it('shows what a feed is, and what is not on the list as it came', () => expect([feedKindLabel('Misp'), feedKindLabel('toString')]).toEqual(['MISP feed', 'toString']));
});

describe('the picture of objects', () => {
  it('puts what refers left of what it refers to', () => {
    const { places, lines } = placed([object('i', []), object('r', ['i', 'm']), object('m', []), object('away', ['not-here'])]);
    const x = (id: string) => places.find((p) => p.object.id === id)!.x;
    expect(x('r')).toBeLessThan(x('i'));
    expect(x('m')).toBe(x('i'));
    expect(lines.map((l) => l.to)).toEqual(['i', 'm']);
  });
  it('comes to an end with rings, and with nothing', () => {
    expect(placed([object('a', ['b']), object('b', ['a']), object('c', ['c'])]).places.length).toBe(3);
    expect(placed([]).places).toEqual([]);
  });
});

it('calls nothing good that it does not know', () => expect(rungOf('constructor').tone).toBe('unknown'));

describe('what stays at home', () => {
  const objects = [
    { id: 'indicator--1', type: 'indicator', json: '{}' }, { id: 'attack-pattern--1', type: 'attack-pattern', json: '{}' },
    { id: 'sighting--1', type: 'sighting', json: '{"sighting_of_ref":"indicator--1"}' },
    { id: 'relationship--1', type: 'relationship', json: '{"source_ref":"indicator--1","target_ref":"attack-pattern--1"}' },
  ];
  it('takes with it what rests on it', () => {
    expect([...staying(objects, new Set(['indicator--1']))].sort()).toEqual(['indicator--1', 'relationship--1', 'sighting--1']);
    expect([...staying(objects, new Set(['attack-pattern--1']))].sort()).toEqual(['attack-pattern--1', 'relationship--1']);
    expect(staying(objects, new Set()).size).toBe(0);
  });
});
