import { useTranslation } from 'react-i18next';
import type { Tasting } from '../../client';
import { useLine } from '../../live/connection';
import { rememberedIdentity } from '../../live/identity';
import { CopyLink } from '../../ui/CopyLink';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { Qr } from '../../ui/Qr';
import css from './AnotherDevice.module.css';

/** The same person on a tablet: the own token, after the `#`, so that no server sees it in an address. */
export default function AnotherDevice({ onClose, session }: { onClose: () => void; session: Tasting }) {
  const { t } = useTranslation('phone');
  const identity = useLine()?.identity;
  const newest = rememberedIdentity(session.room);
  const token = newest && newest.user === identity?.user ? newest.token : identity?.token;
  if (!token) {
    return null;
  }
  const values = new URLSearchParams({ token, room: session.room, session: session.id });
  const address = `${window.location.origin}/join#${values}`;
  return (
    <Dialog title={t('device.title')} about={t('device.about')} open onClose={onClose}>
      <div className={css.code}>
        <Qr address={address} label={t('device.qr')} size={260} />
      </div>
      <Notice>{t('device.personal')}</Notice>
      <CopyLink address={address} label={t('device.link')} />
    </Dialog>
  );
}
