import { incidents, type ActionOutcome } from '../api/incidents';
import { toasts } from './toast.svelte';

/** What more than one part of the page has to know. */
class Ui {
  help = $state(false);
  /** Counts actions, so that lists ask anew after one. */
  turn = $state(0);
  #last: string | null = null;

  /** Tells what was done and offers to undo it. */
  done(text: string, outcome: ActionOutcome): void {
    this.turn++;
    this.#last = outcome.undo;
    const token = outcome.undo;
    toasts.show(text, token ? () => void this.#undo(token) : null);
  }

  undoLast(): void {
    if (this.#last) void this.#undo(this.#last);
  }

  async #undo(token: string): Promise<void> {
    if (this.#last === token) this.#last = null;
    try {
      const outcome = await incidents.undo(token);
      toasts.show(outcome.changed === 0 ? 'There was nothing left to undo.' : 'Undone.');
    } catch (cause) {
      toasts.failed(cause);
    }
    this.turn++;
  }
}

export const ui = new Ui();
