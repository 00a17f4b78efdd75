import { useLayoutEffect } from 'react';
import type { ShownBox } from './shown';
import type { Clock } from './timeline';

/** Leaves a mark of when something was really shown, so that the spread over screens can be measured. */
export function useDisplayMark({ moment }: ShownBox, clock: Clock): void {
  useLayoutEffect(() => {
    if (moment) {
      const { seq, displayAt } = moment;
      performance.mark('crema:displayed', { detail: { seq, displayAt, shownAt: clock.now() } });
    }
  }, [moment, clock]);
}
