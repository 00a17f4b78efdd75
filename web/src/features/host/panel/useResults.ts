import { useCallback, useEffect, useState } from 'react';
import type { TastingResults } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { throttled } from './throttled';

/** After these the figures are others. */
const changing = new Set<string>([
  'tasting.progress',
  'tasting.moved',
  'tasting.revealed',
  'tasting.calibrated',
  'tasting.excluded',
  'tasting.included',
  'tasting.late-admitted',
]);

const everyMs = 1_000;

/** What this viewer may see of the results, asked for anew when it has changed: at most once a second. */
export function useResults(live: RoomLive, session: string) {
  const [results, setResults] = useState<TastingResults | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const load = useCallback(
    () =>
      live.client.send('tasting.results', { session }).then(
        (now) => {
          setResults(now);
          setFailure(null);
        },
        (problem: unknown) => setFailure(problem),
      ),
    [live, session],
  );
  useEffect(() => {
    const ask = throttled(everyMs, () => void load());
    ask();
    const stop = live.onEvent((told) => {
      if (changing.has(told.event) && (told.data as { session?: string }).session === session) {
        ask();
      }
    });
    return () => {
      stop();
      ask.cancel();
    };
  }, [live, session, load]);
  return { results, failure, reload: load };
}
