import { createHash } from 'node:crypto';
import { hash } from 'fast-sha256';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RevealedCoffee } from '../../client';
import { canonicalJson, commitmentOf, exchangedIn, verdictOn } from './verify';

const order = 'order-7';
const salt = 'ab'.repeat(32);
const saltBytes = Uint8Array.from({ length: 32 }, () => 0xab);
const kochere = '{"id":"c-1","name":"Kochere"}';
/** As the server's tests have it, and other tools computed it: see docs/blind-box.md. */
const kochereCommitment = '09aff9354b2e0797f86cef36f0c18a38d3ee5a00fa03db519fce5eadc266a501';

function cup(changes: Partial<RevealedCoffee> = {}): RevealedCoffee {
  const canonical = changes.canonical ?? kochere;
  return {
    position: 1,
    label: 'A',
    commitment: kochereCommitment,
    salt,
    canonical,
    coffee: JSON.parse(canonical),
    ...changes,
  };
}

/** Committed to as a server does it. */
async function committed(canonical: string, coffee: unknown = JSON.parse(canonical)): Promise<RevealedCoffee> {
  const commitment = await commitmentOf(order, 1, saltBytes, canonical);
  return cup({ canonical, commitment, coffee: coffee as RevealedCoffee['coffee'] });
}

afterEach(() => vi.unstubAllGlobals());

describe('a commitment', () => {
  it('is what the documentation says', async () => {
    expect(await commitmentOf(order, 1, saltBytes, kochere)).toBe(kochereCommitment);
  });

  it('is the same where a browser keeps WebCrypto from the page', async () => {
    vi.stubGlobal('crypto', {});
    expect(await commitmentOf(order, 1, saltBytes, kochere)).toBe(kochereCommitment);
  });
});

describe('what was committed to', () => {
  it('is fair', async () => {
    expect(await verdictOn(order, cup(), kochereCommitment)).toBe('fair');
  });

  it.each([
    ['Korean', '{"id":"c-1","name":"예가체프 코체레","notes":["자스민","베르가못"]}'],
    ['beyond the basic plane', '{"id":"c-1","name":"Kochere 🌸 𠀀"}'],
    ['numbers', '{"altitude":2050.5,"id":"c-1","lot":1e+21,"name":"Kochere","share":1e-7}'],
  ])('is fair in %s', async (_, canonical) => {
    const revealed = await committed(canonical);
    expect(await verdictOn(order, revealed, revealed.commitment)).toBe('fair');
  });
});

describe('what was not committed to is caught:', () => {
  it('another answer after the commitment', async () => {
    const sidamo = '{"id":"c-2","name":"Sidamo"}';
    expect(await verdictOn(order, cup({ canonical: sidamo }), kochereCommitment)).toBe('unfit');
  });

  it('another coffee shown than the bytes say', async () => {
    expect(await verdictOn(order, cup({ coffee: { id: 'c-2', name: 'Sidamo' } }), kochereCommitment)).toBe('other');
  });

  it('something added to what is shown', async () => {
    expect(await verdictOn(order, cup({ coffee: { id: 'c-1', name: 'Kochere', price: 12 } }), kochereCommitment)).toBe(
      'other',
    );
  });

  it('another salt', async () => {
    expect(await verdictOn(order, cup({ salt: `${'ab'.repeat(31)}aa` }), kochereCommitment)).toBe('unfit');
  });

  it('another place in the box, or another box', async () => {
    expect(await verdictOn(order, cup({ position: 2 }), kochereCommitment)).toBe('unfit');
    expect(await verdictOn('order-8', cup(), kochereCommitment)).toBe('unfit');
  });

  it('answer and commitment exchanged together, by what was seen first', async () => {
    const exchanged = await committed('{"id":"c-2","name":"Sidamo"}');
    expect(await verdictOn(order, exchanged, exchanged.commitment)).toBe('fair');
    expect(await verdictOn(order, exchanged, kochereCommitment)).toBe('exchanged');
  });

  it('a position that had no commitment', async () => {
    expect(await verdictOn(order, cup(), undefined)).toBe('exchanged');
  });

  it('bytes that two readers may read in two ways', async () => {
    for (const canonical of [
      '{"id":"c-1","name":"Sidamo","name":"Kochere"}',
      '{"name":"Kochere","id":"c-1"}',
      '{"id":"c-1", "name":"Kochere"}',
    ]) {
      const revealed = await committed(canonical);
      expect(await verdictOn(order, revealed, revealed.commitment)).toBe('other');
    }
    const large = await committed('{"id":"c-1","lot":9007199254740993,"name":"Kochere"}');
    expect(await verdictOn(order, large, large.commitment)).toBe('other');
  });

  it('what cannot be read', async () => {
    expect(await verdictOn(order, cup({ salt: 'ab' }), kochereCommitment)).toBe('unreadable');
    expect(await verdictOn(order, cup({ salt: 'zz'.repeat(32) }), kochereCommitment)).toBe('unreadable');
    expect(await verdictOn(order, cup({ canonical: '"\ud800"', coffee: cup().coffee }), kochereCommitment)).toBe(
      'unreadable',
    );
  });
});

describe('commitments that were exchanged before anything is opened', () => {
  const one = (position: number, commitment: string) => ({ position, label: 'A', commitment });

  it('are named by their positions', () => {
    expect(exchangedIn({ 1: 'a', 2: 'b' }, [one(1, 'a'), one(2, 'b')])).toEqual([]);
    expect(exchangedIn({ 1: 'a', 2: 'b' }, [one(1, 'a'), one(2, 'c')])).toEqual([2]);
    expect(exchangedIn({ 1: 'a', 2: 'b' }, [one(1, 'a')])).toEqual([2]);
  });
});

describe('canonical JSON', () => {
  it('is the example of RFC 8785', () => {
    const value = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('has members in the order of UTF-16 units', () => {
    const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  /** Appendix B of RFC 8785: bits of a double, and how it is written. */
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555556', '333333333.3333334'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number %s as %s', (bits, written) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt(`0x${bits}`));
    expect(canonicalJson(view.getFloat64(0))).toBe(written);
  });

  it('refuses what it cannot hold', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', undefined, 1n]) {
      expect(() => canonicalJson(value)).toThrow(RangeError);
    }
  });
});

describe('the SHA-256 of pages without WebCrypto', () => {
  it('is the one of the standard, at every length around a block', () => {
    for (let length = 0; length <= 200; length++) {
      const message = Uint8Array.from({ length }, (_, at) => (at * 31 + length) & 0xff);
      expect(Buffer.from(hash(message)).toString('hex')).toBe(createHash('sha256').update(message).digest('hex'));
    }
  });
});
