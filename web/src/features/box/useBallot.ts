import { useState } from 'react';
import type { BlindBox, Guess } from '../../client';
import type { RoomLive } from '../../live/room';
import { sameGuesses, toSend, withGuess } from './ballot';
import { keepBallot, keptBallot, type OwnBallot } from './kept';
import type { Own } from './useOwn';

export interface Ballot {
  draft: readonly Guess[];
  sent: OwnBallot['sent'];
  /** There is something that was not sent. */
  isChanged: boolean;
  isSending: boolean;
  failure: unknown;
  change: (label: string, change: { [K in keyof Guess]?: Guess[K] | undefined }) => void;
  send: () => Promise<void>;
}

/** One's guesses: kept on this device while they are being made, and sent as often as one likes. */
export function useBallot(box: BlindBox, live: RoomLive, own: Own): Ballot {
  const { orderId, form } = box;
  const [ballot, setBallot] = useState<OwnBallot>(() => begun(keptBallot(orderId, live.me), own));
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const put = (next: OwnBallot) => {
    setBallot(next);
    keepBallot(orderId, live.me, next);
  };
  const send = async () => {
    const guesses = toSend(ballot.draft, form);
    setSending(true);
    setFailure(null);
    try {
      // The client sends it again, with the same number, over a lost connection: it is one guess, and gets one receipt.
      const { receipt } = await live.client.send('blindbox.guess', { orderId, guesses });
      setBallot((now) => {
        const next = { draft: now.draft, sent: { guesses, receipt } };
        keepBallot(orderId, live.me, next);
        return next;
      });
      own.taken(guesses, receipt);
    } catch (problem) {
      setFailure(problem);
    } finally {
      setSending(false);
    }
  };

  const counted = ballot.sent?.guesses ?? own.guesses;
  return {
    draft: ballot.draft,
    sent: ballot.sent,
    isChanged: !sameGuesses(toSend(ballot.draft, form), counted ?? []),
    isSending,
    failure,
    change: (label, change) => put({ ...ballot, draft: withGuess(ballot.draft, label, change) }),
    send,
  };
}

/** What was being written here; else what another device of the same person has sent. */
function begun(kept: OwnBallot, own: Own): OwnBallot {
  const isOutdated = own.number !== undefined && own.number > (kept.sent?.receipt.number ?? 0);
  if (kept.draft.length > 0 && !isOutdated) {
    return kept;
  }
  return own.guesses ? { draft: own.guesses } : kept;
}
