/** What stands after the `#` of a link: it never reaches a server, nor its logs. */
import type { Role } from '../../client';
import type { Identity } from '../../live/identity';

export interface Fragment {
  /** To be exchanged for a guest of one's own. */
  invitation?: string;
  /** Of the same person, from another device. */
  token?: string;
  /** Where the link leads, when who comes may be in several rooms. */
  room?: string;
  /** Where at the table the link leads. */
  session?: string;
}

export function readFragment(hash: string): Fragment {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  const found: Fragment = {};
  for (const name of ['invitation', 'token', 'room', 'session'] as const) {
    const value = values.get(name);
    if (value) {
      found[name] = value;
    }
  }
  return found;
}

/** Who a token says it is for. Only the server can tell whether that is true; null when it says nothing. */
export function identityOf(token: string): Identity | null {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    const bytes = Uint8Array.from(atob(payload), (letter) => letter.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const { sub, name, exp, room, role } = claims as Partial<Record<string, unknown>>;
    if (typeof sub !== 'string' || typeof exp !== 'number') {
      return null;
    }
    return {
      token,
      user: sub,
      name: typeof name === 'string' ? name : sub,
      expiresAtMs: exp * 1_000,
      kind: typeof room === 'string' ? 'guest' : 'account',
      ...(typeof room === 'string' ? { room } : {}),
      ...(typeof role === 'string' ? { role: role as Role } : {}),
    };
  } catch {
    return null;
  }
}
