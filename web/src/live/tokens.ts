/** Where tokens come from: the node itself in development, an invitation, or the platform's sign-in. */
import { CremaError, type Role } from '../client';
import type { Identity } from './identity';

export interface WebSettings {
  mode: 'development' | 'production';
  oidc?: { issuer: string; clientId: string; scope: string };
}

let settings: Promise<WebSettings> | null = null;

/** What the node says of itself to its pages. Asked once; a failure is asked again. */
export function webSettings(): Promise<WebSettings> {
  settings ??= answerOf<WebSettings>(fetch('/web.json')).catch((failure: unknown) => {
    settings = null;
    throw failure;
  });
  return settings;
}

/** Somebody of this name, in development mode only. The same `user` is the same person. */
export async function developmentIdentity(user: string, name: string): Promise<Identity> {
  const minted = await post<{ token: string; user: string; name: string; expiresAtMs: number }>('/dev/token', {
    user,
    name,
  });
  return { ...minted, kind: 'development' };
}

interface GuestAnswer {
  token: string;
  user: string;
  name: string;
  room: string;
  role: Role;
  expiresAtMs: number;
}

/** A guest of one's own, for the room that the invitation is for. */
export async function acceptInvitation(
  invitation: string,
  name: string,
): Promise<Identity & { room: string; role: Role }> {
  const guest = await post<GuestAnswer>('/api/v1/guests', { invitation, name });
  return { ...guest, kind: 'guest' };
}

const soonMs = 60_000;

/** The same person with a token that still holds, as far as that can be had. */
export async function freshToken(identity: Identity, nowMs = Date.now()): Promise<Identity> {
  switch (identity.kind) {
    case 'guest': // has no other; the server says when it has ended
      return identity;
    case 'development':
      return identity.expiresAtMs - nowMs > soonMs ? identity : developmentIdentity(identity.user, identity.name);
    case 'account': {
      const { freshAccount } = await import('./account');
      return identity.expiresAtMs - nowMs > soonMs ? identity : freshAccount(identity);
    }
  }
}

async function post<T>(path: string, body: object): Promise<T> {
  return answerOf<T>(
    fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  );
}

/** @throws CremaError with the server's refusal, or `unavailable` when there was no answer of its kind */
async function answerOf<T>(asked: Promise<Response>): Promise<T> {
  const unavailable = {
    code: 'unavailable',
    number: 1401,
    message: 'the server did not answer',
    retryable: true,
  } as const;
  let response: Response;
  let body: unknown;
  try {
    response = await asked;
    body = await response.json();
  } catch {
    throw new CremaError(unavailable);
  }
  if (response.ok) {
    return body as T;
  }
  const error = (body as { error?: ConstructorParameters<typeof CremaError>[0] } | null)?.error;
  throw new CremaError(error ?? unavailable);
}
