/** Where the person is. Everything that can be shared (filters, open drawers, the time window) lives in this address. */
class Router {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));

  constructor() {
    addEventListener('popstate', () => this.#read());
    document.addEventListener('click', (event) => this.#click(event));
  }

  go(target: string, replace = false): void {
    if (target === location.pathname + location.search) return;
    history[replace ? 'replaceState' : 'pushState'](null, '', target);
    const moved = new URL(target, location.href).pathname !== this.path;
    this.#read();
    if (moved) scrollTo(0, 0);
  }

  /** Changes words of the query and leaves the others; null takes one away. */
  set(change: Record<string, string | number | null | undefined>, replace = false): void {
    this.go(this.path + this.with(change), replace);
  }

  with(change: Record<string, string | number | null | undefined>): string {
    const next = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(change)) {
      if (value === null || value === undefined || value === '') next.delete(name);
      else next.set(name, String(value));
    }
    const text = next.toString();
    return text ? `?${text}` : '';
  }

  get(name: string): string {
    return this.query.get(name) ?? '';
  }

  #read(): void {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || link.getAttribute('href')!.startsWith('#')) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

export const router = new Router();
