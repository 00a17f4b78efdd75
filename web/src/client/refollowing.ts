import { backoffMs } from './backoff';
import { CremaError } from './errors';
import type { Host } from './host';
import type { MovedReason } from './protocol';

/** How often a channel is asked for again that could not be followed just now. */
export const REFOLLOW_TRIES_MAX = 8;

/** What it takes to follow a channel anew. */
export interface Follower {
  /** Whether it is still wanted. */
  wanted(channel: string): boolean;
  /** Asks for it, on this connection only. */
  subscribe(channel: string): Promise<unknown>;
  /** It may not be followed any more. */
  gone(channel: string, reason: MovedReason): void;
}

/**
 * Channels that the answer to `connect` could not open because something was away for the moment. Ends with the connection: the next `connect` names
 * them again.
 */
export class Refollowing {
  readonly #host: Host;
  readonly #follower: Follower;
  readonly #waiting = new Set<() => void>();

  constructor(host: Host, follower: Follower) {
    this.#host = host;
    this.#follower = follower;
  }

  again(channel: string, tries = 0): void {
    const stop = this.#host.after(backoffMs(tries, this.#host.random), () => {
      this.#waiting.delete(stop);
      if (this.#follower.wanted(channel)) {
        this.#follower.subscribe(channel).catch((failure: unknown) => this.#refused(channel, tries + 1, failure));
      }
    });
    this.#waiting.add(stop);
  }

  stop(): void {
    for (const stop of this.#waiting) {
      stop();
    }
    this.#waiting.clear();
  }

  #refused(channel: string, tries: number, failure: unknown): void {
    if (!(failure instanceof CremaError) || failure.code === 'lost') {
      return;
    }
    if (failure.retryable && tries < REFOLLOW_TRIES_MAX) {
      this.again(channel, tries);
    } else {
      this.#follower.gone(channel, failure.code);
    }
  }
}
