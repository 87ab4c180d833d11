/** Unknown is a value of its own: a dash, never 0. */
export const unknown = '–';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const moment = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const momentOfYear = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const minute = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: 'numeric' });

export const number = (value: number | null | undefined) => (value === null || value === undefined ? unknown : whole.format(value));
export const compact = (value: number | null | undefined) => (value === null || value === undefined ? unknown : value < 10000 ? whole.format(value) : short.format(value));
export const percent = (share: number | null | undefined) => (share === null || share === undefined ? unknown : `${Math.round(share * 100)} %`);
/** Old evidence is brought in too: a time of another year says so. */
export function dateTime(time: string | Date | null | undefined, now = new Date()): string {
  if (!time) return unknown;
  const at = new Date(time);
  return (at.getFullYear() === now.getFullYear() ? moment : momentOfYear).format(at).replace(',', '');
}
export const dateMinute = (time: string | Date | null | undefined) => (time ? minute.format(new Date(time)).replace(',', '') : unknown);
export const date = (time: string | Date | null | undefined) => (time ? day.format(new Date(time)) : unknown);
export const plural = (count: number, one: string, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

export function rate(perSecond: number | null): string {
  if (perSecond === null) return unknown;
  return perSecond < 10 ? perSecond.toFixed(1) : whole.format(perSecond);
}

export function bytes(count: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) { value /= 1000; unit++; }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** A length of time as a person says it: 45 s, 12 min, 3 h 20 min, 5 d. */
export function span(minutes: number | null): string {
  if (minutes === null) return unknown;
  if (minutes < 1) return `${Math.max(1, Math.round(minutes * 60))} s`;
  if (minutes < 60) return `${Math.round(minutes)} min`;
  if (minutes < 1440) {
    const rest = Math.floor(minutes % 60);
    return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''}`;
  }
  return `${Math.round(minutes / 1440)} d`;
}

export function ago(time: string | Date | null, now: Date): string {
  if (!time) return unknown;
  const minutes = (now.getTime() - new Date(time).getTime()) / 60000;
  if (minutes < 1) return 'just now';
  return `${minutes < 1440 && minutes >= 60 ? `${Math.floor(minutes / 60)} h` : span(minutes)} ago`;
}

/** The time left until something is due; overdue when it is over. */
export function countdown(due: string | null, now: Date): { text: string; state: 'none' | 'calm' | 'soon' | 'over' } {
  if (!due) return { text: unknown, state: 'none' };
  const minutes = (new Date(due).getTime() - now.getTime()) / 60000;
  const size = Math.abs(minutes);
  // Whole minutes only, rounded down: 59 and a half minutes are not an hour.
  const words = span(size < 1 ? size : Math.floor(size));
  if (minutes < 0) return { text: `${words} late`, state: 'over' };
  return { text: `${words} left`, state: minutes < 30 ? 'soon' : 'calm' };
}
