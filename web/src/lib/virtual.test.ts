import { describe, expect, it } from 'vitest';
import { move, reveal, slice } from './virtual';

describe('a long table', () => {
  it('draws a handful of rows however many there are', () => {
    for (const total of [0, 1, 20, 1000, 100_000]) {
      for (const top of [0, 1, 27, 28, 5000, 28 * total, 1e9]) {
        const s = slice(total, 28, top, 600);
        expect(s.end - s.start).toBeLessThanOrEqual(40);
        expect(s.start).toBeGreaterThanOrEqual(0);
        expect(s.end).toBeLessThanOrEqual(total);
        expect(s.offset).toBe(s.start * 28);
      }
    }
  });

  it('draws every row that is seen', () => {
    for (let top = 0; top < 28 * 1000; top += 377) {
      const s = slice(1000, 28, top, 600);
      const seenFirst = Math.floor(Math.min(top, 28000 - 600) / 28);
      const seenLast = Math.min(999, Math.ceil((Math.min(top, 28000 - 600) + 600) / 28) - 1);
      expect(s.start).toBeLessThanOrEqual(seenFirst);
      expect(s.end).toBeGreaterThan(seenLast);
    }
  });

  it('scrolls only as far as it must', () => {
    expect(reveal(5, 28, 0, 600)).toBe(0);
    expect(reveal(50, 28, 0, 600)).toBe(51 * 28 - 600);
    expect(reveal(3, 28, 1000, 600)).toBe(84);
  });

  it('keeps the cell inside', () => {
    expect(move('ArrowUp', 0, 0, 10, 3, 5)).toEqual({ row: 0, column: 0 });
    expect(move('ArrowRight', 9, 2, 10, 3, 5)).toEqual({ row: 9, column: 2 });
    expect(move('PageDown', 7, 1, 10, 3, 5)).toEqual({ row: 9, column: 1 });
    expect(move('End', 2, 0, 10, 3, 5)).toEqual({ row: 2, column: 2 });
    expect(move('ArrowDown', 0, 0, 0, 0, 5)).toEqual({ row: 0, column: 0 });
    expect(move('Tab', 0, 0, 10, 3, 5)).toBeNull();
  });
});
