/** The first return comes within this time; the bound doubles with each failure. */
export const BACKOFF_FIRST_MS = 500;
/** The bound's own bound. */
export const BACKOFF_MAX_MS = 15_000;

/**
 * Full jitter: anywhere between now and a bound that doubles, so that a crowd spreads out.
 *
 * @param failures before this one
 */
export function backoffMs(failures: number, random: () => number): number {
  return Math.round(random() * Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** failures));
}
