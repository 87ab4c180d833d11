export interface Toast { id: number; text: string; kind: 'done' | 'failed'; undo: (() => void) | null }

/** Short messages at the edge of the page; one with an undo stays longer. */
class Toasts {
  all = $state<Toast[]>([]);
  #next = 1;

  show(text: string, undo: (() => void) | null = null, kind: Toast['kind'] = 'done'): void {
    const id = this.#next++;
    this.all.push({ id, text, kind, undo });
    setTimeout(() => this.drop(id), undo || kind === 'failed' ? 15_000 : 6_000);
  }

  failed(cause: unknown): void {
    this.show(cause instanceof Error ? cause.message : String(cause), null, 'failed');
  }

  drop(id: number): void {
    this.all = this.all.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
