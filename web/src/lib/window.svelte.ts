import { clock } from './clock.svelte';
import { router } from './router.svelte';
import { readWindow, writeWindow, type TimeWindow } from './timeWindow';

/** The window of the page, out of its address. Presets are counted from the last full minute, so that a page does not ask anew every second. */
class WindowOfPage {
  readonly current: TimeWindow = $derived(readWindow(router.query, clock.minute));

  /** What the API is asked for. */
  get query(): { from: string | null; until: string | null } {
    return { from: this.current.from?.toISOString() ?? null, until: this.current.until?.toISOString() ?? null };
  }

  choose(preset: string): void {
    clock.refresh();
    router.set(writeWindow({ preset }));
  }

  between(from: Date | null, until: Date | null): void {
    router.set(writeWindow({ from, until }));
  }

  /** A link to another page keeps the window. */
  link(path: string, words: Record<string, string | null> = {}): string {
    const next = new URLSearchParams();
    for (const name of ['window', 'from', 'until']) {
      const value = router.query.get(name);
      if (value) next.set(name, value);
    }
    for (const [name, value] of Object.entries(words)) if (value) next.set(name, value);
    const text = next.toString();
    return text ? `${path}?${text}` : path;
  }
}

export const timeWindow = new WindowOfPage();
