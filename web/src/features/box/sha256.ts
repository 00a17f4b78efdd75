/**
 * SHA-256 (FIPS 180-4), for pages that came by plain HTTP over a local network: browsers keep WebCrypto from them, and a check that runs on some phones
 * only is none.
 */
const blockBytes = 64;

const primes = Uint32Array.from({ length: 64 }, (_, at) => nthPrime(at));
const rounds = primes.map((prime) => fraction(Math.cbrt(prime)));
const start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

/** The first 32 bits behind the point. */
function fraction(value: number): number {
  return Math.floor((value - Math.floor(value)) * 2 ** 32);
}

function nthPrime(index: number): number {
  let found = -1;
  for (let candidate = 2; ; candidate++) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) {
      divisor++;
    }
    if (divisor * divisor > candidate && ++found === index) {
      return candidate;
    }
  }
}

export function sha256(message: Uint8Array): Uint8Array {
  const padded = pad(message);
  const view = new DataView(padded.buffer);
  const state = Uint32Array.from(start);
  const words = new Uint32Array(64);
  for (let offset = 0; offset < padded.length; offset += blockBytes) {
    for (let at = 0; at < 16; at++) {
      words[at] = view.getUint32(offset + at * 4);
    }
    compress(state, extend(words));
  }
  const digest = new DataView(new ArrayBuffer(32));
  for (const [at, value] of state.entries()) {
    digest.setUint32(at * 4, value);
  }
  return new Uint8Array(digest.buffer);
}

/** One bit, zeros, and the length in bits, to whole blocks. */
function pad(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / blockBytes) * blockBytes);
  padded.set(message);
  padded[message.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  return padded;
}

function extend(words: Uint32Array): Uint32Array {
  for (let at = 16; at < 64; at++) {
    const near = word(words, at - 2);
    const far = word(words, at - 15);
    const mixedNear = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    const mixedFar = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
    words[at] = mixedNear + word(words, at - 7) + mixedFar + word(words, at - 16);
  }
  return words;
}

function compress(state: Uint32Array, words: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let at = 0; at < 64; at++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + word(rounds, at) + word(words, at)) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, at) => {
    state[at] = word(state, at) + value;
  });
}

function word(words: Uint32Array, at: number): number {
  return words[at] ?? 0;
}

function turn(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by));
}
