import { describe, expect, it } from 'vitest';
import { left, persons, runStateOf, spent, undoOf, values } from './response';

const now = new Date('2026-05-04T10:00:00Z');

describe('left', () => {
  it('counts seconds within the hour', () => expect(left('2026-05-04T10:09:05Z', now)).toEqual({ text: '9:05', state: 'calm' }));
  it('says when little is left, and when nothing is', () => {
    expect(left('2026-05-04T10:01:00Z', now)).toEqual({ text: '1:00', state: 'soon' });
    expect(left('2026-05-04T09:59:00Z', now)).toEqual({ text: '0:00', state: 'over' });
  });
  it('says hours in words, and a dash for what is not known', () => {
    expect(left('2026-05-04T13:20:00Z', now).text).toBe('3 h 20 min');
    expect(left(null, now)).toEqual({ text: '–', state: 'none' });
    expect(left('nonsense', now).text).toBe('–');
  });
});

describe('spent', () => {
  it('stays between 0 and 1', () => {
    expect(spent('2026-05-04T09:00:00Z', '2026-05-04T11:00:00Z', now)).toBe(0.5);
    expect(spent('2026-05-04T09:00:00Z', '2026-05-04T09:30:00Z', now)).toBe(1);
    expect(spent('2026-05-04T11:00:00Z', '2026-05-04T12:00:00Z', now)).toBe(0);
  });
});

describe('words', () => {
  it('never call good what is not on the list', () => {
    expect(runStateOf('exploded')).toEqual({ label: 'exploded', says: '', tone: 'unknown' });
    expect(undoOf(null).tone).toBe('unknown');
    expect(runStateOf('constructor').tone).toBe('unknown');
  });
  it('count persons', () => expect([1, 2, 3].map(persons)).toEqual(['One person', 'Two persons', '3 persons']));
  it('read values', () => expect(values('a = 1\nb=c=d\nnothing\n = x')).toEqual({ a: '1', b: 'c=d' }));
});
