import type { ShownBox } from './shown';
import type { Clock } from './timeline';
import { useSecondsUntil } from './useClock';

/** The last cup is opened and the results are told in the same moment: the cup is looked at first. */
const lingerMs = 5_000;

/** Whether the box came to its end before these eyes a moment ago, and its stage is still to be seen. */
export function useLingering({ box, moments }: ShownBox, clock: Clock): boolean {
  const last = box.state === 'complete' ? moments.at(-1) : undefined;
  const left = useSecondsUntil(clock, last && last.displayAt + lingerMs);
  return left !== null && left > 0;
}
