/** One coffee at a time: what was revealed faster than it can be looked at waits for its turn. */

export interface RevealQueue {
  /** All that are on the stage, have been, or wait. */
  readonly known: readonly string[];
  readonly waiting: readonly string[];
  /** On the stage since then. */
  readonly shown?: string;
  readonly shownAtMs: number;
}

/** How long a coffee has the stage to itself, when no other waits and before the podium follows the last. */
export const lookMs = 14_000;
/** The least, when many are revealed at once. */
const lookMsMin = 6_000;
/** Many at once are gone through in about this time. */
const allMs = 90_000;

/** What was revealed before the screen came on is not played again. */
export function beginQueue(revealed: readonly string[]): RevealQueue {
  return { known: revealed, waiting: [], shownAtMs: 0 };
}

/** With those that are revealed by now, in the order in which they were told. */
export function withRevealed(queue: RevealQueue, revealed: readonly string[]): RevealQueue {
  const fresh = revealed.filter((code) => !queue.known.includes(code));
  return fresh.length === 0
    ? queue
    : { ...queue, known: [...queue.known, ...fresh], waiting: [...queue.waiting, ...fresh] };
}

/** When to look again; undefined when nothing waits and nothing is on the stage. */
export function dueAtMs({ waiting, shown, shownAtMs }: RevealQueue): number | undefined {
  if (waiting.length === 0) {
    return shown === undefined ? undefined : shownAtMs + lookMs;
  }
  if (shown === undefined) {
    return 0;
  }
  return shownAtMs + Math.min(lookMs, Math.max(lookMsMin, allMs / (waiting.length + 1)));
}

/** The next one, when its time has come. */
export function advanced(queue: RevealQueue, nowMs: number): RevealQueue {
  const due = dueAtMs(queue);
  const [next, ...waiting] = queue.waiting;
  return next === undefined || due === undefined || nowMs < due
    ? queue
    : { ...queue, waiting, shown: next, shownAtMs: nowMs };
}

/** Whether all has been looked at long enough, so that the podium may follow. */
export function isOver(queue: RevealQueue, nowMs: number): boolean {
  const due = dueAtMs(queue);
  return queue.waiting.length === 0 && (due === undefined || nowMs >= due);
}
