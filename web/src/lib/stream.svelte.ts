import type { TraceAnswer } from '../api/tracing';

export interface StreamEvents {
  /** The line is up: whatever was read before may have changed without being told. */
  hello: Record<string, never>;
  incident: { id: string; number: number; title: string; severity: string; state: string };
  overview: Record<string, never>;
  source: { id: string; state: string };
  trace: TraceAnswer;
  response: { id: string; state: string; action: string; expires: string };
  approval: { id: string; state: string; persons: number };
}
type Listener<K extends keyof StreamEvents> = (event: StreamEvents[K]) => void;

/** News from the server while the console is open, and whether the line to it is up. */
class Stream {
  lost = $state(false);
  #source: EventSource | null = null;
  #listeners = new Map<string, Set<(event: never) => void>>();
  #wait = 1000;
  #grace: ReturnType<typeof setTimeout> | null = null;
  #retry: ReturnType<typeof setTimeout> | null = null;

  open(): void {
    if (this.#source) return;
    const source = new EventSource('/api/v1/stream');
    this.#source = source;
    source.onopen = () => this.#up();
    source.onerror = () => this.#down();
    for (const kind of ['hello', 'incident', 'overview', 'source', 'trace', 'response', 'approval'] as const) {
      source.addEventListener(kind, (event) => this.#tell(kind, (event as MessageEvent<string>).data));
    }
  }

  close(): void {
    this.#source?.close();
    this.#source = null;
    if (this.#grace) clearTimeout(this.#grace);
    if (this.#retry) clearTimeout(this.#retry);
    this.#grace = this.#retry = null;
    this.lost = false;
  }

  /** Listens until the returned function is called; made for `$effect(() => stream.on(...))`. */
  on<K extends keyof StreamEvents>(kind: K, listener: Listener<K>): () => void {
    const all = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, all);
    all.add(listener as (event: never) => void);
    return () => all.delete(listener as (event: never) => void);
  }

  /** Calls `again` at news of these kinds, and whenever news may have been missed. */
  follow(kinds: (keyof StreamEvents)[], again: () => void): () => void {
    const stops = [...kinds, 'hello' as const].map((kind) => this.on(kind, again));
    return () => stops.forEach((stop) => stop());
  }

  #tell(kind: string, data: string): void {
    let event: never;
    try { event = JSON.parse(data) as never; } catch { return; }
    this.#listeners.get(kind)?.forEach((listener) => listener(event));
  }

  #up(): void {
    if (this.#grace) clearTimeout(this.#grace);
    this.#grace = null;
    this.#wait = 1000;
    this.lost = false;
  }

  #down(): void {
    // A short hiccup is nobody's business.
    this.#grace ??= setTimeout(() => { this.lost = true; }, 3000);
    if (this.#source?.readyState !== EventSource.CLOSED) return;
    this.#source = null;
    this.#retry = setTimeout(() => this.open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, 30_000);
  }
}

export const stream = new Stream();
