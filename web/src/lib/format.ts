/** Unknown is a value of its own: a dash, never 0. */
export const unknown = '–';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const moment = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const momentOfYear = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const minute = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false });
const minuteOfYear = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: 'numeric' });

export const number = (value: number | null | undefined) => (value === null || value === undefined ? unknown : whole.format(value));
export const compact = (value: number | null | undefined) => (value === null || value === undefined ? unknown : value < 10000 ? whole.format(value) : short.format(value));
export const percent = (share: number | null | undefined) => (share === null || share === undefined ? unknown : `${Math.round(share * 100)} %`);
/** Old evidence is brought in too: a time of another year says so. */
function at(time: string | Date | null | undefined, now: Date, thisYear: Intl.DateTimeFormat, anotherYear: Intl.DateTimeFormat): string {
  if (!time) return unknown;
  const read = new Date(time);
  return (read.getFullYear() === now.getFullYear() ? thisYear : anotherYear).format(read).replace(',', '');
}
export const dateTime = (time: string | Date | null | undefined, now = new Date()) => at(time, now, moment, momentOfYear);
export const dateMinute = (time: string | Date | null | undefined, now = new Date()) => at(time, now, minute, minuteOfYear);
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

/** A length of time as a person says it: 45 s, 12 min, 3 h 20 min, 5 d. Rounded before it is taken apart, so that there is no 60th minute. */
export function span(minutes: number | null): string {
  if (minutes === null) return unknown;
  if (Math.round(minutes * 60) < 60) return `${Math.max(1, Math.round(minutes * 60))} s`;
  const rounded = Math.round(minutes);
  if (rounded < 60) return `${rounded} min`;
  if (rounded <= 1440) return `${Math.floor(rounded / 60)} h${rounded % 60 ? ` ${rounded % 60} min` : ''}`;
  return `${Math.round(rounded / 1440)} d`;
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
  const words = span(Math.abs(minutes));
  if (minutes < 0) return { text: `${words} late`, state: 'over' };
  return { text: `${words} left`, state: minutes < 30 ? 'soon' : 'calm' };
}
