import { get, post } from './client';
import type { Narrow, Schema } from './types';

export type Role = Schema<'Role'>;
export type CurrentUser = Schema<'CurrentUser'>;
export type SessionAnswer = Schema<'SessionAnswer'>;
export type SignInAnswer = Narrow<Schema<'SignInAnswer'>, { next: 'totp' | 'passkey' | 'enroll' | 'done' }>;
/** WebAuthn options as JSON, with their byte strings in base64url. */
export type PublicKeyOptions = Record<string, unknown> & { challenge: string };

const quiet = { staysOn401: true };
export const door = {
  session: () => get<SessionAnswer>('session', quiet),
  setUp: (code: string | null, name: string, password: string) => post<SignInAnswer>('identity/setup', { code, name, password }, quiet),
  signIn: (name: string, password: string) => post<SignInAnswer>('identity/sign-in', { name, password }, quiet),
  totp: (code: string) => post<SignInAnswer>('identity/sign-in/totp', { code }, quiet),
  invitation: (token: string, password: string) => post<SignInAnswer>('identity/invitation', { token, password }, quiet),
  passkeyOptions: () => post<PublicKeyOptions>('identity/passkey/options', {}, quiet),
  passkeySignIn: (credential: unknown) => post<SignInAnswer>('identity/passkey/sign-in', { credential }, quiet),
  signOut: () => post<void>('identity/sign-out', {}, quiet),
};
