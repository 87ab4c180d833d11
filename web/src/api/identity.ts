import { get, post, put, remove } from './client';
import type { PublicKeyOptions, Role } from './session';
import type { Schema } from './types';

export type UserItem = Schema<'UserItem'>;
export type InvitationAnswer = Schema<'InvitationAnswer'>;
export type TokenItem = Schema<'TokenItem'>;
export type TokenAnswer = Schema<'TokenAnswer'>;
export type AuditEntry = Schema<'AuditEntry'>;
export type AuditVerdict = Schema<'AuditVerdict'>;
export type TotpAnswer = Schema<'TotpAnswer'>;
export type PasskeyItem = Schema<'Passkey'>;
export type SessionItem = Schema<'SessionItem'>;

export const scopes: readonly { id: Schema<'Scope'>; says: string }[] = [
  { id: 'read:incidents', says: 'Read incidents, findings and reports' },
  { id: 'write:incidents', says: 'Claim, close, comment and suppress' },
  { id: 'read:events', says: 'Search in the raw events' },
  { id: 'read:rules', says: 'Read rules and their tests' },
  { id: 'write:rules', says: 'Change rules' },
  { id: 'read:health', says: 'Read sources, health and metrics' },
  { id: 'respond', says: 'Approve, start and revert responses' },
  { id: 'ingest', says: 'Deliver events' },
  { id: 'admin', says: 'Manage people, sources and settings' },
];

const me = 'identity/me/';
const one = (kind: string, id: string) => `${kind}/${encodeURIComponent(id)}`;
export const account = {
  password: (current: string, password: string) => post<void>(`${me}password`, { current, password }, { staysOn401: true }),
  totpBegin: () => post<TotpAnswer>(`${me}totp`),
  totpConfirm: (code: string) => post<Schema<'RecoveryAnswer'>>(`${me}totp/confirm`, { code }),
  renewCodes: () => post<Schema<'RecoveryAnswer'>>(`${me}recovery-codes`),
  passkeys: (signal?: AbortSignal) => get<PasskeyItem[]>(`${me}passkeys`, { signal }),
  passkeyOptions: () => post<PublicKeyOptions>(`${me}passkeys/options`),
  addPasskey: (name: string, credential: unknown) => post<void>(`${me}passkeys`, { name, credential }),
  removePasskey: (id: string) => remove<void>(one(`${me}passkeys`, id)),
  sessions: (signal?: AbortSignal) => get<SessionItem[]>(`${me}sessions`, { signal }),
  endSession: (id: string) => remove<void>(one(`${me}sessions`, id)),
  endOtherSessions: () => remove<void>(`${me}sessions`),
};

export const administration = {
  users: (signal?: AbortSignal) => get<UserItem[]>('identity/users', { signal }),
  addUser: (name: string, role: Role) => post<InvitationAnswer>('identity/users', { name, role }),
  inviteAgain: (id: string) => post<InvitationAnswer>(`${one('identity/users', id)}/invitation`),
  setRole: (id: string, role: Role) => put<void>(`${one('identity/users', id)}/role`, { role }),
  setDisabled: (id: string, isDisabled: boolean) => put<void>(`${one('identity/users', id)}/disabled`, { isDisabled }),
  removeUser: (id: string) => remove<void>(one('identity/users', id)),
  tokens: (signal?: AbortSignal) => get<TokenItem[]>('identity/tokens', { signal }),
  makeToken: (name: string, scopeIds: string[], days: number) => post<TokenAnswer>('identity/tokens', { name, role: null, scopes: scopeIds, days }),
  removeToken: (id: string) => remove<void>(one('identity/tokens', id)),
  audit: (before: number | null, limit: number, signal?: AbortSignal) => get<AuditEntry[]>('identity/audit', { query: { before, limit }, signal }),
  verify: () => get<AuditVerdict>('identity/audit/verify'),
};
