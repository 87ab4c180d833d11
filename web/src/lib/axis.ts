/** Where the time axis of a histogram has labels, and what they say. Seconds since 1970, as the drawing counts. */
const day = 86400;
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false });
const date = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short' });
const dateOfYear = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: 'numeric' });

/** Over two days and more a time of day says nothing: labels stand at midnight, so many days apart. */
export const isInDays = (seconds: number) => seconds >= 2 * day;
export const daySteps = [1, 2, 3, 5, 7, 10, 15, 30, 60, 90, 180, 365, 730, 1825, 3650].map((days) => days * day);

export function axisLabel(seconds: number, inDays: boolean, now = new Date()): string {
  const time = new Date(seconds * 1000);
  if (!inDays && (time.getHours() !== 0 || time.getMinutes() !== 0)) return clock.format(time);
  return (time.getFullYear() === now.getFullYear() ? date : dateOfYear).format(time);
}
