/** A reveal once more, from what was told: with the long waits taken out, and on a clock of its own that begins at 0. Pure. */
import type { BlindBox, ToldEvent } from '../../client';
import type { BoxEvent, ToldBox } from '../../live/box';
import { aheadMs } from './shown';

const countdownSeconds = 3;
const intervalSecondsMax = 4;

/** @param events all that was told of the box, as `blindbox.replay` answers them */
export function replayed(box: BlindBox, events: readonly ToldEvent[]): ToldBox {
  const interval = Math.min(box.interval, intervalSecondsMax);
  const steps = events.filter(({ event }) => isStep(event));
  const zeroAt = countdownSeconds * 1_000;
  const shownAt = (at: number) => (at === 0 ? 0 : zeroAt + at * interval * 1_000);
  const since = steps.map(({ event, data, seq }, at) => {
    const hasNext = at + 1 < steps.length && steps[at + 1]?.event !== 'reveal-complete';
    const { nextAt: _, ...kept } = data as Record<string, unknown>;
    return {
      channel: `room:${box.room}`,
      atMs: shownAt(at),
      event,
      data: {
        ...kept,
        seq,
        displayAt: shownAt(at),
        ...(event === 'reveal-starting' ? { startAt: -aheadMs, countdown: countdownSeconds, interval } : {}),
        ...(hasNext && event !== 'reveal-starting' ? { nextAt: shownAt(at + 1) - aheadMs } : {}),
      },
    } as unknown as BoxEvent; // as it was told, but for the moments
  });
  const { nextAtMs: _, startedAtMs: __, results: ___, ...rest } = box;
  return { from: { ...rest, state: 'locked', seq: 0, revealed: [], interval }, since, guessers: box.guessers };
}

function isStep(event: string): boolean {
  return (
    event === 'reveal-starting' ||
    event === 'coffee-revealed' ||
    event === 'blindbox.caught-up' ||
    event === 'reveal-complete'
  );
}
