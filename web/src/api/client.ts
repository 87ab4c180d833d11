/** What went wrong with a request, in words that can be shown. */
export class ApiError extends Error {
  constructor(readonly status: number, message: string, readonly body: unknown = null) {
    super(message);
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

const base = '/api/v1/';
/** Characters of a body up to which a browser finishes a request after its page was left; browsers stop at 64 KiB for all of them together. */
const outlives = 4096;
let signedOut: () => void = () => {};
let stale: () => void = () => {};

/** Says what happens when the server no longer knows the session. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler;
}

/** Says what happens when something asks for a fresh sign-in. */
export function onStale(handler: () => void): void {
  stale = handler;
}

export function address(path: string, query: Query = {}): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') words.set(name, String(value));
  }
  const text = words.toString();
  return base + path + (text ? `?${text}` : '');
}

export interface RequestOptions {
  query?: Query;
  signal?: AbortSignal;
  /** Sign-in itself answers 401 for a wrong password; that must not lead to the sign-in page again. */
  staysOn401?: boolean;
}

async function send(method: string, path: string, body: unknown, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-Hoplite'] = '1';
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const text = body === undefined ? undefined : JSON.stringify(body);
  let response: Response;
  try {
    // What somebody decided is done, also when they leave the page in the same moment.
    const keepalive = method !== 'GET' && (text?.length ?? 0) <= outlives;
    response = await fetch(address(path, options.query), { method, headers, signal: options.signal, credentials: 'same-origin', body: text, keepalive });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'The server cannot be reached. Check that Hoplite is running and that this computer is connected.');
  }
  if (response.ok) return response;
  if (response.status === 401 && !options.staysOn401) signedOut();
  const error = await problem(response);
  if (response.status === 403 && (error.body as { type?: string } | null)?.type === 'urn:hoplite:sign-in-again') stale();
  throw error;
}

async function problem(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '');
  let body: { title?: string; detail?: string; message?: string } | null = null;
  try { body = JSON.parse(text); } catch { /* not every proxy answers JSON */ }
  const words = body?.detail ?? body?.message ?? body?.title ?? `The server answered ${response.status}.`;
  return new ApiError(response.status, sentence(words), body);
}

/** The server writes reasons in small letters; on a page they are sentences. */
function sentence(words: string): string {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

async function json<T>(method: string, path: string, body: unknown, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, body, options);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export const get = <T>(path: string, options?: RequestOptions) => json<T>('GET', path, undefined, options);
export const post = <T>(path: string, body: unknown = {}, options?: RequestOptions) => json<T>('POST', path, body, options);
export const put = <T>(path: string, body: unknown, options?: RequestOptions) => json<T>('PUT', path, body, options);
export const patch = <T>(path: string, body: unknown, options?: RequestOptions) => json<T>('PATCH', path, body, options);
export const remove = <T>(path: string, options?: RequestOptions) => json<T>('DELETE', path, undefined, options);
export const postText = async (path: string, body: unknown, options: RequestOptions = {}) => (await send('POST', path, body, options)).text();
export const getText = async (path: string, options: RequestOptions = {}) => (await send('GET', path, undefined, options)).text();
