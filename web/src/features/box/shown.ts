/** A box as it stands on this screen, and how each event changes it once its moment has come. Pure. */
import type { BlindBox, BoardLine, RevealedCoffee } from '../../client';
import type { BoxEvent } from '../../live/box';

export interface ShownBox {
  box: BlindBox;
  /** The best of those who guessed, where the box tells it while it is opened; best first. */
  standings: readonly BoardLine[];
  /** How many are in the standings. */
  standing: number;
  /** What was shown here, of what is shown everywhere at once: the newest last. */
  moments: readonly Moment[];
  /** Coffees that were opened while nobody could show them one by one. */
  caughtUp: boolean;
  /** The position that was opened before these eyes, the newest. */
  fresh: number | null;
}

export interface Moment {
  seq: number;
  displayAt: number;
}

const standingsMax = 10;

/** What every screen is given to show it all at the same moment: `displayAt` lies so far behind the moment at which something is due. */
export const aheadMs = 500;

export function shownFrom(box: BlindBox): ShownBox {
  return { box, standings: [], standing: 0, moments: [], caughtUp: false, fresh: null };
}

export function shownAfter(before: ShownBox, { event, data }: BoxEvent): ShownBox {
  const shown = 'displayAt' in data ? withMoment(before, data) : before;
  const box: BlindBox = { ...shown.box, seq: data.seq, serverTimeMs: data.serverTime };
  switch (event) {
    case 'blindbox.scheduled':
      return {
        ...shown,
        box: { ...box, title: data.title, totalCount: data.totalCount, commitments: data.commitments },
      };
    case 'blindbox.opened':
      return { ...shown, box: { ...box, state: 'guessing', form: data.form, commitments: data.commitments } };
    case 'blindbox.locked':
      return { ...shown, box: { ...box, state: 'locked', guessers: data.guessers } };
    case 'reveal-starting':
      return {
        ...shown,
        box: {
          ...box,
          state: 'countdown',
          startedAtMs: data.startAt,
          nextAtMs: data.startAt + (data.countdown + data.interval) * 1_000,
          countdown: data.countdown,
          interval: data.interval,
          commitments: data.commitments,
        },
      };
    case 'coffee-revealed':
      return {
        ...shown,
        fresh: data.position,
        box: { ...opened(box, [coffeeOf(data)]), ...nextAt(data) },
      };
    case 'blindbox.caught-up':
      return { ...shown, caughtUp: true, box: { ...opened(box, data.revealed), ...nextAt(data) } };
    case 'blindbox.standings':
      return { ...shown, standings: merged(shown.standings, data.changed), standing: data.size };
    case 'blindbox.paused':
      return { ...shown, box: { ...without(box, 'nextAtMs'), state: 'paused', pausedAtMs: data.serverTime } };
    case 'blindbox.resumed':
      return { ...shown, box: { ...without(box, 'pausedAtMs'), state: 'revealing', ...nextAt(data) } };
    case 'blindbox.aborted':
      return { ...shown, box: { ...without(box, 'nextAtMs'), state: 'aborted' } };
    case 'reveal-complete':
      return { ...shown, box: { ...without(box, 'nextAtMs'), state: 'complete', results: data.results } };
  }
}

export function withMoment(shown: ShownBox, { seq, displayAt }: Moment): ShownBox {
  return { ...shown, moments: [...shown.moments, { seq, displayAt }] };
}

function coffeeOf({ position, label, coffee, commitment, salt, canonical }: RevealedCoffee): RevealedCoffee {
  return { position, label, coffee, commitment, salt, canonical };
}

/** With these coffees, each once, in their order. */
function opened(box: BlindBox, coffees: readonly RevealedCoffee[]): BlindBox {
  const known = new Set(coffees.map(({ position }) => position));
  const all = [...box.revealed.filter(({ position }) => !known.has(position)), ...coffees];
  const { nextAtMs: _, ...rest } = box;
  return { ...rest, state: 'revealing', revealed: all.sort((one, other) => one.position - other.position) };
}

function nextAt(data: { nextAt?: number }): { nextAtMs?: number } {
  return data.nextAt === undefined ? {} : { nextAtMs: data.nextAt };
}

function without(box: BlindBox, name: 'nextAtMs' | 'pausedAtMs'): BlindBox {
  const { [name]: _, ...rest } = box;
  return rest as BlindBox;
}

/**
 * The server tells who has moved among the best, not who has fallen behind them: whoever was passed stays in the list with an old rank until it is
 * too long. Somebody without a name takes the place of whoever had that rank without one.
 */
function merged(standings: readonly BoardLine[], changed: readonly BoardLine[]): readonly BoardLine[] {
  const isNewer = (line: BoardLine) =>
    changed.some((one) => (one.userId ? one.userId === line.userId : !line.userId && one.rank === line.rank));
  return [...changed, ...standings.filter((line) => !isNewer(line))]
    .sort((one, other) => one.rank - other.rank)
    .slice(0, standingsMax);
}

/**
 * A snapshot may hold a coffee that other screens do not show yet: it was told, and its moment has not come.
 *
 * @returns when the newest one of it is shown everywhere; not after that moment, where it cannot be known
 */
export function newestDisplayAt(box: BlindBox): number {
  const intervalMs = box.interval * 1_000;
  if (box.nextAtMs !== undefined) {
    return box.nextAtMs - intervalMs + aheadMs;
  }
  return (box.startedAtMs ?? 0) + box.countdown * 1_000 + box.revealed.length * intervalMs + aheadMs;
}

/** When the countdown is at zero on every screen, and when the next cup is opened. */
export function momentsOf(box: BlindBox): { zeroAt?: number; nextOpensAt?: number } {
  if (box.nextAtMs === undefined) {
    return {};
  }
  const nextOpensAt = box.nextAtMs + aheadMs;
  return box.state === 'countdown' ? { zeroAt: nextOpensAt - box.interval * 1_000, nextOpensAt } : { nextOpensAt };
}
