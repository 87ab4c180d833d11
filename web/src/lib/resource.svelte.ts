import { ApiError } from '../api/client';

/**
 * Something read from the server. The function is called again whenever a reactive value it read before its first `await` changes;
 * an answer that comes too late is dropped. The old value stays visible while a new one is on its way, so that nothing jumps.
 */
export class Resource<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<ApiError | null>(null);
  loading = $state(true);
  /** When the value that is shown was asked for: what happened later may be missing in it. */
  asOf = $state.raw<Date | null>(null);
  #turn = $state(0);

  constructor(read: (signal: AbortSignal) => Promise<T> | null) {
    $effect(() => {
      void this.#turn;
      const stop = new AbortController();
      const answer = read(stop.signal);
      if (answer) this.#take(answer, stop.signal);
      return () => stop.abort();
    });
  }

  again = (): void => { this.#turn++; };

  async #take(answer: Promise<T>, signal: AbortSignal): Promise<void> {
    this.loading = true;
    const asked = new Date();
    try {
      const value = await answer;
      if (signal.aborted) return;
      this.value = value;
      this.error = null;
      this.asOf = asked;
    } catch (cause) {
      if (signal.aborted) return;
      this.error = cause instanceof ApiError ? cause : new ApiError(0, String(cause));
    }
    this.loading = false;
  }
}
