import { describe, expect, it } from 'vitest';
import { axisLabel, isInDays } from './axis';

const now = new Date(2026, 2, 1, 12);
const at = (year: number, month: number, day: number, hour = 0, minute = 0) => new Date(year, month, day, hour, minute).getTime() / 1000;

describe('the time axis', () => {
  it('says times within a day, and the date where one begins', () => {
    expect(isInDays(86400)).toBe(false);
    expect(axisLabel(at(2026, 1, 19, 14, 30), false, now)).toBe('14:30');
    expect(axisLabel(at(2026, 1, 19), false, now)).toBe('19 Feb');
  });

  it('says dates over several days, whatever the hour', () => {
    expect(isInDays(7 * 86400)).toBe(true);
    expect(axisLabel(at(2026, 1, 19, 1), true, now)).toBe('19 Feb');
  });

  it('says the year of another year', () => {
    expect(axisLabel(at(2020, 9, 19), true, now)).toBe('19 Oct 2020');
  });
});
