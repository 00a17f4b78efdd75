import { useEffect, useState } from 'react';
import { advanced, beginQueue, dueAtMs, isOver, withRevealed } from './revealQueue';

/** What has the stage now, and whether all has been seen. Told again with each render: the codes that are revealed. */
export function useRevealQueue(revealed: readonly string[]): { shown: string | undefined; isOver: boolean } {
  const [queue, setQueue] = useState(() => beginQueue(revealed));
  const [over, setOver] = useState(() => isOver(queue, Date.now()));
  const codes = revealed.join();
  useEffect(() => {
    setQueue((now) => withRevealed(now, codes === '' ? [] : codes.split(',')));
  }, [codes]);
  useEffect(() => {
    const due = dueAtMs(queue);
    setOver(isOver(queue, Date.now()));
    if (due === undefined) {
      return;
    }
    const timer = setTimeout(
      () => {
        const nowMs = Date.now();
        setQueue((now) => advanced(now, nowMs));
        setOver(isOver(queue, nowMs));
      },
      Math.max(0, due - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [queue]);
  return { shown: queue.shown, isOver: over };
}
