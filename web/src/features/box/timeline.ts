import type { BoxEvent, ToldBox } from '../../live/box';
import { Store } from '../../live/store';
import { aheadMs, newestDisplayAt, type ShownBox, shownAfter, shownFrom, withMoment } from './shown';

export interface Clock {
  now(): number;
  /** What was waited for has to be reckoned anew. Returns how to stop. */
  onChange?(listener: () => void): () => void;
}

/** What waits for a moment: a browser's timers, or a test's. */
export interface Waiter {
  /** Calls at the first frame at or after a moment `inMs` from now, or somewhat early; returns how to give it up. */
  wait(inMs: number, call: () => void): () => void;
}

/** A browser's timer is late by a few milliseconds, a frame is not: the last bit is waited for frame by frame. */
const framesMs = 34;
/** The longest time that a browser's timer takes. */
const timerMsMax = 2 ** 31 - 1;

/** Timers until shortly before, then frames; a page that nobody sees has no frames, and needs none. */
export const browserWaiter: Waiter = {
  wait(inMs, call) {
    if (inMs <= framesMs && document.visibilityState === 'visible') {
      const frame = requestAnimationFrame(call);
      return () => cancelAnimationFrame(frame);
    }
    const timer = setTimeout(call, Math.min(timerMsMax, Math.max(0, inMs - framesMs)));
    return () => clearTimeout(timer);
  },
};

/** Shows each event exactly at its `displayAt`, by the server's clock, in the order of the events; what is late at once. Begins to wait when it first hears. */
export class Timeline {
  readonly shown: Store<ShownBox>;
  readonly #clock: Clock;
  readonly #waiter: Waiter;
  #told: ToldBox;
  /** How much of what happened since is taken in. */
  #taken = 0;
  #queue: BoxEvent[] = [];
  /** A newest coffee of the snapshot whose moment has not come. */
  #held: { whole: ShownBox; at: number } | null = null;
  #giveUp: (() => void) | null = null;

  constructor(told: ToldBox, clock: Clock, waiter: Waiter = browserWaiter) {
    this.#told = told;
    this.#clock = clock;
    this.#waiter = waiter;
    this.shown = new Store(this.#begin(told));
  }

  /** The newest of what the room was told. It may be said again, and after a {@link rest}. */
  hear(told: ToldBox): void {
    if (told.from !== this.#told.from) {
      this.#queue = [];
      this.#taken = 0;
      const begun = this.#begin(told);
      const before = this.shown.get();
      this.shown.set({ ...begun, moments: before.moments, standings: before.standings, standing: before.standing });
    }
    this.#told = told;
    this.#take();
  }

  /** The clock was set: what is due may be due earlier, or later. */
  clockChanged(): void {
    this.#show();
  }

  /** Waits for nothing any more, until it hears something. */
  rest(): void {
    this.#giveUp?.();
    this.#giveUp = null;
  }

  /** What a snapshot shows now: without a coffee that nobody shows yet. */
  #begin({ from }: ToldBox): ShownBox {
    const whole = shownFrom(from);
    const at = newestDisplayAt(from);
    const early = from.state === 'revealing' && from.revealed.length > 0 && at > this.#clock.now();
    this.#held = early ? { whole, at } : null;
    if (!early) {
      return whole;
    }
    const revealed = from.revealed.slice(0, -1);
    const state = revealed.length === 0 ? 'countdown' : 'revealing';
    return shownFrom({ ...from, state, revealed, nextAtMs: at - aheadMs });
  }

  #take(): void {
    const { since } = this.#told;
    this.#queue.push(...since.slice(this.#taken));
    this.#taken = since.length;
    this.#show();
  }

  /** Shows what is due, and waits for the next. */
  #show(): void {
    this.rest();
    for (let at = this.#nextAt(); at !== null; at = this.#nextAt()) {
      const inMs = at - this.#clock.now();
      if (inMs > 0) {
        this.#giveUp = this.#waiter.wait(inMs, () => this.#show());
        return;
      }
      this.#showNext();
    }
  }

  #nextAt(): number | null {
    if (this.#held) {
      return this.#held.at;
    }
    const next = this.#queue[0];
    return next ? displayAtOf(next) : null;
  }

  #showNext(): void {
    if (this.#held) {
      const { whole, at } = this.#held;
      this.#held = null;
      const position = whole.box.revealed.at(-1)?.position ?? null;
      this.shown.update((now) => ({
        ...withMoment(now, { seq: whole.box.seq, displayAt: at }),
        box: whole.box,
        fresh: position,
      }));
      return;
    }
    const next = this.#queue.shift();
    if (next) {
      this.shown.update((now) => shownAfter(now, next));
    }
  }
}

/** At once, for what has no moment of its own. */
function displayAtOf({ data }: BoxEvent): number {
  return 'displayAt' in data ? data.displayAt : Number.NEGATIVE_INFINITY;
}
