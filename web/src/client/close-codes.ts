/** Said by whoever wants to go. */
export const NORMAL = 1000;
/** What there is when a connection ended without a close frame. */
export const CONNECTION_LOST = 1006;
export const TOKEN_EXPIRED = 3003;

/** By their numbers, as docs/protocol.md names them. */
export const CLOSE_NAMES: Readonly<Record<number, string>> = {
  1000: 'normal',
  1001: 'going-away',
  3000: 'draining',
  3001: 'slow',
  3002: 'heartbeat-timeout',
  3003: 'token-expired',
  3004: 'overloaded',
  3005: 'internal',
  3500: 'unauthenticated',
  3501: 'protocol-error',
  3502: 'too-large',
  3503: 'connect-timeout',
  3504: 'removed',
  3505: 'limit-abuse',
  3506: 'change-refused',
};

/**
 * Whether a client comes back after its socket was closed with this code. What the table does not name comes from something between us and the
 * server, which may be gone the next time: yes, with backoff.
 */
export function comesBack(code: number): boolean {
  return code !== NORMAL && !(code >= 3500 && code <= 3999);
}
