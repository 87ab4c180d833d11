import { onSignedOut, onStale } from '../api/client';
import { door, type SessionAnswer } from '../api/session';
import { router } from './router.svelte';
import { stream } from './stream.svelte';

/** Who is signed in. */
class Session {
  answer = $state.raw<SessionAnswer | null>(null);
  failed = $state<string | null>(null);
  /** Something asked for a fresh sign-in. */
  isStale = $state(false);

  constructor() {
    onSignedOut(() => this.#lost());
    onStale(() => { this.isStale = true; });
  }

  get user() { return this.answer?.user ?? null; }
  get isAdmin(): boolean { return this.user?.role === 'admin'; }
  get canRespond(): boolean { return this.user?.role === 'responder' || this.isAdmin; }
  get canWork(): boolean { return this.user !== null && this.user.role !== 'viewer'; }

  async load(): Promise<void> {
    try {
      this.answer = await door.session();
      this.failed = null;
      this.isStale = false;
    } catch (cause) {
      this.failed = cause instanceof Error ? cause.message : String(cause);
    }
  }

  async signOut(): Promise<void> {
    await door.signOut().catch(() => {});
    stream.close();
    await this.load();
    router.go('/sign-in');
  }

  #lost(): void {
    if (!this.answer || router.path === '/sign-in') return;
    this.answer = { ...this.answer, user: null };
    stream.close();
  }
}

export const session = new Session();
