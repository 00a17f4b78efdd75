import { useEffect, useState } from 'react';
import type { Tasting, TastingProgress } from '../../client';
import type { RoomLive } from '../../live/room';

/** How far the sheets are. It is told as they are filled in; that somebody came in, or that there are sheets now, is asked for. */
export function useProgress(
  live: RoomLive,
  session: Tasting,
  told: TastingProgress | undefined,
): TastingProgress | undefined {
  const [newest, setNewest] = useState(told);
  useEffect(() => {
    if (told) {
      setNewest(told);
    }
  }, [told]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for anew when one of these is another
  useEffect(() => {
    let left = false;
    live.client.send('tasting.progress', { session: session.id }).then(
      (now) => !left && setNewest(now),
      () => {
        // What was told last stays.
      },
    );
    return () => {
      left = true;
    };
  }, [live, session.id, session.cuppers, session.moment.step]);
  return newest;
}
