import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/errorWords';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { CopyLink } from '../../ui/CopyLink';
import { Dialog } from '../../ui/Dialog';
import { Loading } from '../../ui/Loading';
import { Notice } from '../../ui/Notice';
import { Qr } from '../../ui/Qr';
import css from './Room.module.css';
import { useInvitations } from './useInvitations';

interface InviteDialogProps {
  live: RoomLive;
  view: RoomView;
  /** Where the phones are led to; the room when absent. */
  session?: string;
  open: boolean;
  onClose: () => void;
}

const onThisMachineOnly = /^(localhost|127\.|\[::1\])/;

/** The code that phones scan, and the TV's link. */
export function InviteDialog({ live, view, session, open, onClose }: InviteDialogProps) {
  const { t } = useTranslation('room');
  const words = useErrorWords();
  const { addresses, failure } = useInvitations(live, view.room.id, open, session);
  return (
    <Dialog title={t('invite.title')} about={t('invite.about')} open={open} onClose={onClose}>
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
      {!addresses && failure === null && <Loading />}
      {addresses && (
        <div className={css.invite}>
          <Qr address={addresses.phone} label={t('invite.qr')} />
          <div className={css.links}>
            <CopyLink address={addresses.phone} label={t('invite.phone')} />
            <CopyLink address={addresses.tv} label={t('invite.tv')} />
            {onThisMachineOnly.test(window.location.host) && <p className={css.quiet}>{t('invite.loopback')}</p>}
          </div>
        </div>
      )}
    </Dialog>
  );
}
