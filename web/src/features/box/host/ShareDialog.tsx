import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../app/errorWords';
import type { Role } from '../../../client';
import type { RoomView } from '../../../live/reducers';
import type { RoomLive } from '../../../live/room';
import { CopyLink } from '../../../ui/CopyLink';
import { Dialog } from '../../../ui/Dialog';
import { Loading } from '../../../ui/Loading';
import { Notice } from '../../../ui/Notice';
import { Qr } from '../../../ui/Qr';
import { guestAddress, screenAddress } from '../invitation';
import css from './Host.module.css';

interface ShareDialogProps {
  live: RoomLive;
  view: RoomView;
  orderId: string;
  open: boolean;
  onClose: () => void;
}

const onThisMachineOnly = /^(localhost|127\.|\[::1\])/;

/** The code that guessers scan, and the link for a screen on the wall. */
export function ShareDialog({ live, view, orderId, open, onClose }: ShareDialogProps) {
  const { t } = useTranslation('box');
  const words = useErrorWords();
  const room = view.room.id;
  const [addresses, setAddresses] = useState<{ guest: string; screen: string } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (!open) {
      return undefined;
    }
    let isCurrent = true;
    const mint = async (role: Role) => (await live.client.send('room.invitation', { room, role })).invitation;
    Promise.all([mint('guest'), mint('display')]).then(
      ([guest, display]) =>
        isCurrent &&
        setAddresses({ guest: guestAddress(orderId, guest), screen: screenAddress(orderId, display, guest) }),
      (problem: unknown) => isCurrent && setFailure(problem),
    );
    return () => {
      isCurrent = false;
    };
  }, [live, room, orderId, open]);
  return (
    <Dialog title={t('share.title')} about={t('share.words')} open={open} onClose={onClose}>
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
      {!addresses && failure === null && <Loading />}
      {addresses && (
        <div className={css.share}>
          <Qr address={addresses.guest} label={t('joinQr')} />
          <div className={css.links}>
            <CopyLink address={addresses.guest} label={t('share.guest')} />
            <CopyLink address={addresses.screen} label={t('share.screen')} />
            {onThisMachineOnly.test(window.location.host) && <p className={css.hint}>{t('share.loopback')}</p>}
          </div>
        </div>
      )}
    </Dialog>
  );
}
