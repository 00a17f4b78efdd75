import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Member } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { TextField } from '../../../ui/Field';
import { Segmented } from '../../../ui/Segmented';
import panelCss from '../panel/panel.module.css';
import type { Run } from './Moderation';

const lengths = { hour: 3_600_000, day: 86_400_000, forever: undefined } as const;
type Length = keyof typeof lengths;

interface BanDialogProps {
  live: RoomLive;
  room: string;
  member: Member;
  run: Run;
  onClose: () => void;
}

/** Shuts somebody out, for a while or for good. */
export function BanDialog({ live, room, member: { user, name }, run, onClose }: BanDialogProps) {
  const { t } = useTranslation('host');
  const [length, setLength] = useState<Length>('hour');
  const [reason, setReason] = useState('');
  const ban = (event: FormEvent) => {
    event.preventDefault();
    const forMs = lengths[length];
    const terms = {
      ...(forMs === undefined ? {} : { untilMs: Date.now() + forMs }),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    };
    void run(() => live.client.send('room.ban', { room, user, ...terms }), t('members.bannedNow', { name }));
    onClose();
  };
  return (
    <Dialog title={t('banDialog.title', { name })} about={t('banDialog.about')} open onClose={onClose}>
      <form className={panelCss.stack} onSubmit={ban}>
        <Segmented
          label={t('banDialog.length')}
          value={length}
          onChange={setLength}
          options={(['hour', 'day', 'forever'] as const).map((value) => ({ value, label: t(`banDialog.${value}`) }))}
        />
        <TextField
          label={t('banDialog.reason')}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className={panelCss.answer}>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" look="danger">
            {t('banDialog.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
