import { deedOf, isTyping, type Deed, type Handlers } from './keyboard';

/** Hands key strokes to the page that is open. The newest page wins, so that a drawer or dialog comes before the list under it. */
class Keys {
  enabled = $state(read());
  #stack: Handlers[] = [];
  #before: string | null = null;

  constructor() {
    addEventListener('keydown', (event) => this.#down(event));
  }

  use(handlers: Handlers): () => void {
    this.#stack.push(handlers);
    return () => { this.#stack = this.#stack.filter((h) => h !== handlers); };
  }

  enable(on: boolean): void {
    this.enabled = on;
    try { localStorage.setItem('hoplite.keys', on ? 'on' : 'off'); } catch { /* not kept then */ }
  }

  #down(event: KeyboardEvent): void {
    if (!this.enabled || event.defaultPrevented || isTyping(event.composedPath()[0] as HTMLElement)) return;
    // A link or button under the focus keeps its Enter; a dialog keeps all its keys.
    if (document.querySelector('dialog[open]')) return;
    if (event.key === 'Enter' && (event.target as Element).closest('a, button, input, summary, [role=gridcell], [role=treeitem]')) return;
    const deed = deedOf(event, this.#before);
    this.#before = deed === 'wait' ? event.key : null;
    if (deed && deed !== 'wait' && this.#do(deed)) event.preventDefault();
  }

  #do(deed: Deed): boolean {
    for (let i = this.#stack.length - 1; i >= 0; i--) {
      const handler = this.#stack[i][deed];
      if (handler) { handler(); return true; }
    }
    return false;
  }
}

function read(): boolean {
  try { return localStorage.getItem('hoplite.keys') !== 'off'; } catch { return true; }
}

export const shortcuts = new Keys();
