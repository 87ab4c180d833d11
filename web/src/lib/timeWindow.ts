/** The span of time everything on a page is about: the last so many hours, or between two moments. */
export interface TimeWindow { preset: string | null; from: Date | null; until: Date | null }

export const presets: readonly { id: string; label: string; minutes: number | null }[] = [
  { id: '1h', label: 'Last hour', minutes: 60 },
  { id: '24h', label: 'Last 24 hours', minutes: 1440 },
  { id: '7d', label: 'Last 7 days', minutes: 10080 },
  { id: '30d', label: 'Last 30 days', minutes: 43200 },
  { id: 'all', label: 'All time', minutes: null },
];
export const standardPreset = '7d';

/** Reads `window=24h`, or `from=` and `until=`. What cannot be read is the standard window: a broken link still shows something. */
export function readWindow(query: URLSearchParams, now: Date): TimeWindow {
  const from = moment(query.get('from'));
  const until = moment(query.get('until'));
  if (from || until) return from && until && from >= until ? standard(now) : { preset: null, from, until };
  const preset = presets.find((p) => p.id === query.get('window'));
  return preset ? ofPreset(preset, now) : standard(now);
}

/** The words of the query that lead back to a window. */
export function writeWindow(window: { preset?: string | null; from?: Date | null; until?: Date | null }): Record<string, string | null> {
  if (window.preset) return { window: window.preset === standardPreset ? null : window.preset, from: null, until: null };
  return { window: null, from: window.from?.toISOString() ?? null, until: window.until?.toISOString() ?? null };
}

export function describeWindow(window: TimeWindow, format: (time: Date) => string): string {
  if (window.preset) return presets.find((p) => p.id === window.preset)!.label;
  return `${window.from ? format(window.from) : 'Beginning'} to ${window.until ? format(window.until) : 'now'}`;
}

function ofPreset(preset: { id: string; minutes: number | null }, now: Date): TimeWindow {
  return { preset: preset.id, from: preset.minutes === null ? null : new Date(now.getTime() - preset.minutes * 60000), until: null };
}

function standard(now: Date): TimeWindow {
  return ofPreset(presets.find((p) => p.id === standardPreset)!, now);
}

function moment(text: string | null): Date | null {
  if (!text) return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
}
