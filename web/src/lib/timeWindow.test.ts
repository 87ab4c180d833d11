import { describe, expect, it } from 'vitest';
import { describeWindow, readWindow, writeWindow } from './timeWindow';

const now = new Date('2026-03-01T12:00:00Z');
const read = (text: string) => readWindow(new URLSearchParams(text), now);

describe('the time window', () => {
  it('is the last 7 days when the address says nothing', () => {
    expect(read('').preset).toBe('7d');
    expect(read('').from?.toISOString()).toBe('2026-02-22T12:00:00.000Z');
    expect(read('').until).toBeNull();
  });

  it('counts presets back from now', () => {
    expect(read('window=1h').from?.toISOString()).toBe('2026-03-01T11:00:00.000Z');
    expect(read('window=all')).toEqual({ preset: 'all', from: null, until: null });
  });

  it('takes two moments', () => {
    const window = read('from=2026-02-01T00:00:00Z&until=2026-02-02T00:00:00Z');
    expect(window.preset).toBeNull();
    expect(window.until?.toISOString()).toBe('2026-02-02T00:00:00.000Z');
  });

  it.each(['window=nonsense', 'from=nonsense', 'from=2026-02-02T00:00:00Z&until=2026-02-01T00:00:00Z'])('shows the standard window for %s', (text) => {
    expect(read(text).preset).toBe('7d');
  });

  it('survives being written and read', () => {
    for (const text of ['', 'window=24h', 'window=all', 'from=2026-02-01T00:00:00.000Z', 'from=2026-02-01T00:00:00.000Z&until=2026-02-02T00:00:00.000Z']) {
      const words = writeWindow(read(text));
      const again = new URLSearchParams(Object.entries(words).filter((e): e is [string, string] => e[1] !== null));
      expect(read(again.toString())).toEqual(read(text));
    }
  });

  it('says what it is', () => {
    expect(describeWindow(read('window=24h'), String)).toBe('Last 24 hours');
    expect(describeWindow(read('from=2026-02-01T00:00:00Z'), (t) => t.toISOString().slice(0, 10))).toBe('2026-02-01 to now');
  });
});
