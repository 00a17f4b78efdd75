import { useEffect, useState } from 'react';
import type { BlindBox } from '../../client';
import { type FirstSeen, seeFirst } from './kept';
import { exchangedIn, type Verdict, verdictOn } from './verify';

export interface Fairness {
  firstSeen: FirstSeen;
  /** By position, of what is opened; absent while it is being checked. */
  verdicts: ReadonlyMap<number, Verdict>;
  /** Positions whose commitment is not the one that was seen first. */
  exchanged: readonly number[];
}

/** This browser's own check: of the commitments as soon as they come, and of each coffee when it is opened. */
export function useFairness(box: BlindBox): Fairness {
  const { orderId, commitments, revealed } = box;
  const [firstSeen] = useState(() => seeFirst(box));
  const [verdicts, setVerdicts] = useState<ReadonlyMap<number, Verdict>>(new Map());
  useEffect(() => {
    let isCurrent = true;
    const checked = revealed.map(
      async (cup) => [cup.position, await verdictOn(orderId, cup, firstSeen.commitments[cup.position])] as const,
    );
    void Promise.all(checked).then((found) => isCurrent && setVerdicts(new Map(found)));
    return () => {
      isCurrent = false;
    };
  }, [orderId, revealed, firstSeen]);
  return { firstSeen, verdicts, exchanged: exchangedIn(firstSeen.commitments, commitments) };
}
