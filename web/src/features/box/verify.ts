/**
 * The browser's own check of a reveal. It trusts nothing that the server says later: only the commitments that this device saw first, and arithmetic.
 *
 * `SHA-256("blindbox-v1" 00 orderId 00 position 00 salt 00 canonical)`, docs/blind-box.md.
 */
import { hash } from 'fast-sha256';
import type { Commitment, RevealedCoffee } from '../../client';

/**
 * What the check of one cup found.
 * - `fair`: it is what was committed to.
 * - `exchanged`: its commitment is not the one that this device saw first.
 * - `unfit`: the answer and its salt do not give the commitment.
 * - `other`: what is shown is not what the committed bytes say.
 * - `unreadable`: salt or bytes are no such thing.
 */
export type Verdict = 'fair' | 'exchanged' | 'unfit' | 'other' | 'unreadable';

const saltBytes = 32;
const utf8 = new TextEncoder();

/** @param firstSeen the commitment of this position as this device saw it first */
export async function verdictOn(orderId: string, cup: RevealedCoffee, firstSeen: string | undefined): Promise<Verdict> {
  const salt = fromHex(cup.salt);
  if (!salt || !isWellFormed(cup.canonical)) {
    return 'unreadable';
  }
  if (firstSeen === undefined || firstSeen !== cup.commitment) {
    return 'exchanged';
  }
  if ((await commitmentOf(orderId, cup.position, salt, cup.canonical)) !== firstSeen) {
    return 'unfit';
  }
  return saysTheSame(cup) ? 'fair' : 'other';
}

/** 64 hexadecimal digits, small letters. */
export async function commitmentOf(
  orderId: string,
  position: number,
  salt: Uint8Array,
  canonical: string,
): Promise<string> {
  const zero = Uint8Array.of(0);
  const parts = ['blindbox-v1', orderId, String(position)].flatMap((text) => [utf8.encode(text), zero]);
  return toHex(await digest(joined([...parts, salt, zero, utf8.encode(canonical)])));
}

/** Positions whose commitment is another one now than this device saw first, or is gone. */
export function exchangedIn(firstSeen: Readonly<Record<number, string>>, now: readonly Commitment[]): number[] {
  const present = new Map(now.map((one) => [one.position, one.commitment]));
  return Object.entries(firstSeen)
    .filter(([position, commitment]) => present.get(Number(position)) !== commitment)
    .map(([position]) => Number(position));
}

function saysTheSame({ canonical, coffee }: RevealedCoffee): boolean {
  try {
    const committed: unknown = JSON.parse(canonical);
    return canonicalJson(committed) === canonical && canonicalJson(coffee) === canonical;
  } catch {
    return false;
  }
}

/**
 * JSON in the one form of RFC 8785 (JCS), which is built upon how JavaScript writes texts and numbers.
 *
 * @throws RangeError for what JSON cannot hold exactly
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  switch (typeof value) {
    case 'string':
      if (!isWellFormed(value)) {
        throw new RangeError('half a surrogate pair');
      }
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) {
        throw new RangeError('a number beyond a double');
      }
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : canonicalObject(value);
    default:
      throw new RangeError(`JSON has no ${typeof value}`);
  }
}

/** Members by the UTF-16 units of their names, which is how JavaScript sorts. */
function canonicalObject(value: object): string {
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, held]) => `${canonicalJson(name)}:${canonicalJson(held)}`).join(',')}}`;
}

/** Without half a surrogate pair, which UTF-8 cannot hold. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** By a library where the page came by plain HTTP over a local network: browsers keep WebCrypto from it, and a check on some phones only is none. */
async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  return subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : hash(bytes);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function fromHex(text: string): Uint8Array | null {
  if (!/^[0-9a-f]*$/i.test(text) || text.length !== 2 * saltBytes) {
    return null;
  }
  return Uint8Array.from({ length: saltBytes }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
