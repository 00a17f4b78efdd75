import { type Host, hostWith } from './host';

const KEY_BYTES = 16;

/** A key that nobody else has, for `clientKey` and for ids that one chooses: 22 characters of base64url, 128 bits. */
export function newKey(host: Pick<Host, 'randomBytes'> = hostWith()): string {
  const bytes = String.fromCharCode(...host.randomBytes(KEY_BYTES));
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
