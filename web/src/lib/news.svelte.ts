import { untrack } from 'svelte';
import type { Resource } from './resource.svelte';
import { stream } from './stream.svelte';

/**
 * Whether incidents changed since a list was read. A list does not move under the reader's hand: only one that was just opened, or that is
 * empty, is read again by itself. Made while a component is set up.
 */
export class News<T> {
  #told = $state(0);
  #of: Resource<T>;

  constructor(of: Resource<T>, isEmpty: (value: T) => boolean) {
    this.#of = of;
    $effect(() => stream.on('incident', () => { this.#told = Date.now(); }));

    // The line is up again: what was read before may be old.
    $effect(() => stream.on('hello', () => {
      if (!of.asOf || Date.now() - of.asOf.getTime() < settled) of.again();
      else this.#told = Date.now();
    }));
    $effect(() => {
      if (this.unread && !of.loading && of.error === null && of.value !== null && isEmpty(of.value)) untrack(of.again);
    });
  }

  get unread(): boolean {
    return this.#of.asOf !== null && this.#told >= this.#of.asOf.getTime();
  }
}

/** Milliseconds after which a reader has begun to read. */
const settled = 5000;
