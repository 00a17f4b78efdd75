import type { CremaClient } from './client';
import { lost } from './errors';
import type { Host } from './host';

/** What is asked for one comparison; the one with the least round trip tells the most. */
export const SAMPLES = 7;
/** Clocks drift apart: they are compared again after so long. */
export const SYNC_EVERY_MS = 180_000;
/** By how much two clocks may drift apart, as a part of the time that passed. */
export const DRIFT_MAX = 1e-4;

/** That the server's clock was `offsetMs` ahead of ours, give or take `uncertaintyMs`. */
interface Sample {
  offsetMs: number;
  uncertaintyMs: number;
  /** By our clock. */
  atMs: number;
}

type Source = Pick<CremaClient, 'send' | 'on' | 'state' | 'host'>;

/**
 * The server's clock, by comparison: what carries a `displayAt` is shown at that moment by this clock, and a step's `dueAtMs` counts down by it.
 *
 * It compares after each connect, every few minutes, and when asked. An answer that was half a round trip on its way both there and back gives the
 * offset exactly; one that was not is off by half of the difference, and never by more than half of the round trip.
 */
export class ServerClock {
  readonly #client: Source;
  readonly #host: Host;
  readonly #listeners = new Set<() => void>();
  readonly #stopListening: () => void;
  #best: Sample | null = null;
  #running: Promise<void> | null = null;
  #stopTimer: () => void = () => undefined;
  #closed = false;

  constructor(client: Source, host: Host = client.host) {
    this.#client = client;
    this.#host = host;
    this.#stopListening = client.on('online', () => this.#syncQuietly());
    if (client.state.state === 'online') {
      this.#syncQuietly();
    }
  }

  /** Unix milliseconds; this machine's, until there was a comparison. */
  now(): number {
    return this.#host.now() + this.offsetMs;
  }

  /** How far the server's clock is ahead of this machine's. */
  get offsetMs(): number {
    return this.#best?.offsetMs ?? 0;
  }

  /** How far {@link now} may be off; without end before the first comparison. */
  get uncertaintyMs(): number {
    return this.#best ? this.#aged(this.#best) : Number.POSITIVE_INFINITY;
  }

  /** The offset has changed. Returns how to stop. */
  onChange(listener: () => void): () => void {
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /** Compares now. Fails with a `CremaError` when not one answer came. */
  sync(): Promise<void> {
    this.#running ??= this.#compare().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Compares no more. */
  close(): void {
    this.#closed = true;
    this.#stopListening();
    this.#stopTimer();
    this.#listeners.clear();
  }

  #syncQuietly(): void {
    this.sync().catch(() => undefined); // the next connect compares anew
  }

  async #compare(): Promise<void> {
    this.#stopTimer();
    let best: Sample | null = null;
    let failure: unknown = lost('no answer');
    for (let i = 0; i < SAMPLES; i++) {
      try {
        const sample = await this.#sample();
        best = sample && (!best || sample.uncertaintyMs < best.uncertaintyMs) ? sample : best;
      } catch (refusal) {
        failure = refusal;
        break;
      }
    }
    if (!this.#closed) {
      this.#stopTimer = this.#host.after(SYNC_EVERY_MS, () => this.#syncQuietly());
    }
    if (!best) {
      throw failure;
    }
    this.#take(best);
  }

  /** Null when our own clock was set meanwhile. */
  async #sample(): Promise<Sample | null> {
    const sentAtMs = this.#host.now();
    const { serverTimeMs } = await this.#client.send('time', {}, { volatile: true });
    const atMs = this.#host.now();
    const offsetMs = serverTimeMs - (sentAtMs + atMs) / 2;
    return atMs < sentAtMs ? null : { offsetMs, uncertaintyMs: (atMs - sentAtMs) / 2, atMs };
  }

  /** A comparison over a worse network does not take the place of a better one that it agrees with. */
  #take(sample: Sample): void {
    const before = this.#best;
    const agrees =
      before !== null && Math.abs(sample.offsetMs - before.offsetMs) <= sample.uncertaintyMs + this.#aged(before);
    if (agrees && this.#aged(before) <= sample.uncertaintyMs) {
      return;
    }
    this.#best = sample;
    if (before?.offsetMs !== sample.offsetMs) {
      for (const listener of [...this.#listeners]) {
        listener();
      }
    }
  }

  #aged({ uncertaintyMs, atMs }: Sample): number {
    return uncertaintyMs + Math.abs(this.#host.now() - atMs) * DRIFT_MAX;
  }
}
