import { useEffect, useState } from 'react';
import type { BlindBox, Guess, Receipt } from '../../client';
import type { ToldBox } from '../../live/box';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import type { ShownBox } from './shown';

type OwnPart = NonNullable<BlindBox['own']>;

export interface Own extends OwnPart {
  /** Whether one has, or had, the right to guess. */
  takesPart: boolean;
  /** These guesses were taken. */
  taken: (guesses: readonly Guess[], receipt: Receipt) => void;
}

/** Ten thousand pages that hear the same event do not ask in the same instant. */
const spreadMs = 1_500;

/** The viewer's own part in a box. No event tells it, so it is asked for when the box has come to where it may have changed. */
export function useOwn(live: RoomLive, view: RoomView, told: ToldBox, shown: ShownBox): Own {
  const { orderId, state } = shown.box;
  const { from } = told;
  const [known, setKnown] = useState<{ of: BlindBox; part: OwnPart | undefined }>({ of: from, part: from.own });
  const part = known.of === from ? known.part : from.own;
  const isStaff = view.permissions.includes('moderate');
  const isUntold =
    !isStaff &&
    state !== from.state &&
    ((state === 'guessing' && !part) || (state === 'complete' && part?.number !== undefined && !part.result));

  useEffect(() => {
    if (!isUntold) {
      return undefined;
    }
    let isCurrent = true;
    const timer = setTimeout(() => {
      live.client.send('blindbox.get', { orderId }).then(
        ({ box }) => isCurrent && setKnown({ of: from, part: box.own }),
        () => undefined, // what is known stays; the next snapshot brings it
      );
    }, Math.random() * spreadMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [isUntold, live, orderId, from]);

  return {
    ...part,
    takesPart: part !== undefined,
    mayGuess: part !== undefined && state === 'guessing' && view.permissions.includes('chat'),
    taken: (guesses, receipt) =>
      setKnown({ of: from, part: { ...part, mayGuess: true, guesses: [...guesses], number: receipt.number } }),
  };
}
