import { useLayoutEffect, useRef } from 'react';
import type { ShownBox } from './shown';
import type { Clock } from './timeline';

/** Leaves a mark of when something was really shown, so that the spread over screens can be measured. */
export function useDisplayMark({ moments }: ShownBox, clock: Clock): void {
  const marked = useRef(0);
  useLayoutEffect(() => {
    for (const { seq, displayAt } of moments.slice(marked.current)) {
      performance.mark('crema:displayed', { detail: { seq, displayAt, shownAt: clock.now() } });
    }
    marked.current = moments.length;
  }, [moments, clock]);
}
