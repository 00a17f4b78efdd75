import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../app/errorWords';
import { CremaError, type Tasting } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { toast } from '../../../ui/Toasts';
import type { Move } from './steps';

export type Doing = Move | 'adjust' | 'pause' | null;

/**
 * Moves a session. Each command names the moment that the host has seen, so that of two hosts who press at once one moves
 * it; the other is told so, and sees where it is now.
 */
export function useConduct(live: RoomLive, session: Tasting) {
  const [doing, setDoing] = useState<Doing>(null);
  const settle = useRefusals(live, session);
  const asked = { session: session.id, seq: session.moment.seq };
  const run = async (what: Exclude<Doing, null>, command: () => Promise<unknown>) => {
    if (doing) {
      return;
    }
    setDoing(what);
    try {
      await command();
    } catch (failure) {
      await settle(failure);
    } finally {
      setDoing(null);
    }
  };
  return {
    doing,
    move: (move: Move) => run(move, () => live.client.send('tasting.move', { ...asked, move })),
    adjust: (seconds: number) => run('adjust', () => live.client.send('tasting.adjust', { ...asked, seconds })),
    togglePause: () =>
      run('pause', () => live.client.send(session.moment.paused ? 'tasting.resume' : 'tasting.pause', asked)),
  };
}

/** Says why something was refused. A conflict is looked at first: most often somebody else was faster. */
export function useRefusals(live: RoomLive, session: Tasting): (failure: unknown) => Promise<void> {
  const { t } = useTranslation('host');
  const words = useErrorWords();
  return async (failure) => {
    if (failure instanceof CremaError && failure.code === 'conflict') {
      await live.refreshSession(session.id).catch(() => {
        // The words below are true all the same.
      });
      toast(t('conflict'), 'info');
    } else {
      toast(words(failure), 'error');
    }
  };
}
