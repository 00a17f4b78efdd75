import { useTranslation } from 'react-i18next';
import { useLine } from '../../live/connection';
import { rememberedIdentity } from '../../live/identity';
import { CopyLink } from '../../ui/CopyLink';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { Qr } from '../../ui/Qr';
import css from './AnotherDevice.module.css';

/** The same person on a tablet: the own token, after the `#`, so that no server sees it in an address. */
export function AnotherDevice({ open, onClose, room }: { open: boolean; onClose: () => void; room: string }) {
  const { t } = useTranslation('phone');
  const identity = useLine()?.identity;
  const newest = rememberedIdentity(room);
  const token = newest && newest.user === identity?.user ? newest.token : identity?.token;
  if (!token) {
    return null;
  }
  const address = `${window.location.origin}/join#token=${encodeURIComponent(token)}`;
  return (
    <Dialog title={t('device.title')} about={t('device.about')} open={open} onClose={onClose}>
      <div className={css.code}>
        <Qr address={address} label={t('device.qr')} size={260} />
      </div>
      <Notice>{t('device.personal')}</Notice>
      <CopyLink address={address} label={t('device.link')} />
    </Dialog>
  );
}
