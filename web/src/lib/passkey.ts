import type { PublicKeyOptions } from '../api/session';

export const canUsePasskeys = () => typeof PublicKeyCredential !== 'undefined' && isSecureContext;

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/').padEnd(Math.ceil(text.length / 4) * 4, '='));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

function toText(buffer: ArrayBuffer | null): string | null {
  if (!buffer) return null;
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

type Listed = { id: string; type: string };
const listed = (all: unknown) => (Array.isArray(all) ? (all as Listed[]).map((one) => ({ ...one, id: toBytes(one.id) })) : undefined);

function refused(cause: unknown): Error {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError') return new Error('No passkey was used: it was cancelled, or it took too long.');
  if (name === 'InvalidStateError') return new Error('This device already has a passkey for you.');
  return new Error('This browser could not use a passkey here.');
}

/** Signs a challenge with a passkey. The answer is what WebAuthn calls AuthenticationResponseJSON. */
export async function usePasskey(options: PublicKeyOptions): Promise<unknown> {
  const publicKey = { ...options, challenge: toBytes(options.challenge), allowCredentials: listed(options.allowCredentials) } as unknown as PublicKeyCredentialRequestOptions;
  let made: PublicKeyCredential;
  try { made = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential; } catch (cause) { throw refused(cause); }
  const r = made.response as AuthenticatorAssertionResponse;
  return {
    id: made.id, rawId: toText(made.rawId), type: made.type, authenticatorAttachment: made.authenticatorAttachment, clientExtensionResults: made.getClientExtensionResults(),
    response: { clientDataJSON: toText(r.clientDataJSON), authenticatorData: toText(r.authenticatorData), signature: toText(r.signature), userHandle: toText(r.userHandle) },
  };
}

/** Makes a new passkey. The answer is what WebAuthn calls RegistrationResponseJSON. */
export async function makePasskey(options: PublicKeyOptions): Promise<unknown> {
  const user = options.user as { id: string };
  const publicKey = {
    ...options, challenge: toBytes(options.challenge), user: { ...user, id: toBytes(user.id) }, excludeCredentials: listed(options.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  let made: PublicKeyCredential;
  try { made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential; } catch (cause) { throw refused(cause); }
  const r = made.response as AuthenticatorAttestationResponse;
  return {
    id: made.id, rawId: toText(made.rawId), type: made.type, authenticatorAttachment: made.authenticatorAttachment, clientExtensionResults: made.getClientExtensionResults(),
    response: { clientDataJSON: toText(r.clientDataJSON), attestationObject: toText(r.attestationObject), transports: r.getTransports?.() ?? [] },
  };
}
