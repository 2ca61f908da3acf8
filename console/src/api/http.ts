/** A refusal or a fault, as the API words it, or as we do when no answer came. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly reference: string | null;
  readonly more: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(typeof body.detail === 'string' ? body.detail : `The server answered ${status}.`);
    this.status = status;
    this.code = typeof body.code === 'string' ? body.code : `http.${status}`;
    this.reference = typeof body.reference === 'string' ? body.reference : null;
    this.more = body;
  }

  /** Whether the same request may well pass later. */
  get passes() {
    return this.status === 0 || this.status === 503;
  }
}

/** What the page does when nobody is signed in; drafts are on the server, so nothing is lost. */
export function goToSignIn(place: Location = window.location) {
  place.assign(`/sign-in?next=${encodeURIComponent(place.pathname + place.search)}`);
}

/** A key by which the server knows a second try of the same request. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const PAUSES = [500, 1500, 3000];

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** Given with every POST and PUT; tries of one request share it, so that it is done once. */
  key?: string;
  signal?: AbortSignal;
  /** How long to wait before each new try. */
  pauses?: number[];
}

/** Asks the API. What changes something is tried again with the same key while no answer comes; a refusal is thrown. */
export async function ask<T>(path: string, call: Call = {}): Promise<T> {
  const method = call.method ?? 'GET';
  const changes = method === 'POST' || method === 'PUT';
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (call.body !== undefined) headers['Content-Type'] = 'application/json';
  if (changes) headers['Idempotency-Key'] = call.key ?? newKey();
  const request: RequestInit = { method, headers, credentials: 'same-origin' };
  if (call.body !== undefined) request.body = JSON.stringify(call.body);
  if (call.signal) request.signal = call.signal;
  const pauses = changes ? (call.pauses ?? PAUSES) : [];
  for (let attempt = 0; ; attempt++) {
    try {
      return await once<T>(path, request);
    } catch (fault) {
      const pause = pauses[attempt];
      if (!(fault instanceof Problem) || !fault.passes || pause === undefined) throw fault;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

async function once<T>(path: string, request: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, request);
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault;
    throw new Problem(0, { code: 'network', detail: 'No answer from the server. Trying again does nothing twice.' });
  }
  const text = await response.text();
  const body: unknown = text && response.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : undefined;
  if (response.ok) return body as T;
  if (response.status === 401) goToSignIn();
  throw new Problem(response.status, (body ?? {}) as Record<string, unknown>);
}
