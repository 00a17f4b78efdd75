import { useTranslation } from 'react-i18next';
import type { Tasting } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { toast } from '../../../ui/Toasts';
import { useRefusals } from '../conduct/useConduct';
import type { Matter } from './exclusions';

/** Lets an excluded sheet or sample count again. */
export function useInclusion(live: RoomLive, session: Tasting, onChanged: () => void) {
  const { t } = useTranslation('host');
  const settle = useRefusals(live, session);
  return async (matter: Matter) => {
    try {
      await live.client.send('tasting.include', { session: session.id, ...matter });
      toast(t('included'), 'good');
      onChanged();
    } catch (failure) {
      await settle(failure);
    }
  };
}
