import { describe, expect, it } from 'vitest';
import { ago, bytes, compact, countdown, dateMinute, dateTime, number, percent, span, unknown } from './format';

const now = new Date('2026-03-01T12:00:00Z');
const inMinutes = (m: number) => new Date(now.getTime() + m * 60000).toISOString();

describe('figures', () => {
  it('shows a dash for what is not known, never 0', () => {
    for (const text of [number(null), compact(undefined), percent(null), span(null), ago(null, now), countdown(null, now).text]) expect(text).toBe(unknown);
    expect(number(0)).toBe('0');
    expect(percent(0)).toBe('0 %');
  });

  it('says the year of a time of another year', () => {
    expect(dateTime('2020-10-19T12:30:41Z', now)).toContain('2020');
    expect(dateTime('2026-02-19T12:30:41Z', now)).not.toContain('2026');
    expect(dateMinute('2020-10-19T12:30:41Z', now)).toContain('2020');
    expect(dateMinute('2026-02-19T12:30:41Z', now)).not.toContain('2026');
  });

  it('counts down, and says when it is late', () => {
    expect(countdown(inMinutes(25), now)).toEqual({ text: '25 min left', state: 'soon' });
    expect(countdown(inMinutes(1439.8), now).text).toBe('24 h left');
    expect(countdown(inMinutes(1439.2), now).text).toBe('23 h 59 min left');
    expect(countdown(inMinutes(59.8), now).text).toBe('1 h left');
    expect(countdown(inMinutes(-119.7), now).text).toBe('2 h late');
    expect(countdown(inMinutes(0.995), now).text).toBe('1 min left');
    expect(countdown(inMinutes(95), now)).toEqual({ text: '1 h 35 min left', state: 'calm' });
    expect(countdown(inMinutes(-10), now)).toEqual({ text: '10 min late', state: 'over' });
  });

  it('says lengths as people do', () => {
    expect(span(0.3)).toBe('18 s');
    expect(span(75)).toBe('1 h 15 min');
    expect(ago(inMinutes(-150), now)).toBe('2 h ago');
    expect(bytes(1234567)).toBe('1.2 MB');
    expect(compact(9_214_332)).toBe('9.2M');
  });
});
