import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CupperResult, Tasting } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { TextField } from '../../../ui/Field';
import { Segmented } from '../../../ui/Segmented';
import { toast } from '../../../ui/Toasts';
import { useRefusals } from '../conduct/useConduct';
import { decided, labelMax, labelProblem } from './exclusions';
import css from './panel.module.css';

interface ExcludeDialogProps {
  live: RoomLive;
  session: Tasting;
  cupper: Pick<CupperResult, 'user' | 'name'>;
  sample: string;
  onChanged: () => void;
  onClose: () => void;
}

/** Takes a score out of the panel's figures, and says why to everybody who sees the scores. */
export function ExcludeDialog({ live, session, cupper, sample, onChanged, onClose }: ExcludeDialogProps) {
  const { t } = useTranslation('host');
  const settle = useRefusals(live, session);
  const [what, setWhat] = useState<'sample' | 'sheet'>('sample');
  const [label, setLabel] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const problem = labelProblem(label);
  const sheetDecided = decided(session, { user: cupper.user }) !== null;
  const exclude = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem) {
      return;
    }
    setBusy(true);
    try {
      const matter = { session: session.id, user: cupper.user, label: label.trim() };
      await live.client.send('tasting.exclude', what === 'sample' ? { ...matter, sample } : matter);
      toast(t('excludeDialog.done', { name: cupper.name }), 'good');
      onChanged();
      onClose();
    } catch (failure) {
      await settle(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('excludeDialog.title', { name: cupper.name })}
      about={t('excludeDialog.about')}
      open
      onClose={onClose}
    >
      <form className={css.stack} noValidate onSubmit={(event) => void exclude(event)}>
        {sheetDecided ? (
          <p>{t('excludeDialog.onlySample', { code: sample })}</p>
        ) : (
          <Segmented
            label={t('excludeDialog.what')}
            value={what}
            onChange={setWhat}
            options={[
              { value: 'sample', label: t('excludeDialog.sample', { code: sample }) },
              { value: 'sheet', label: t('excludeDialog.sheet') },
            ]}
          />
        )}
        <TextField
          label={t('excludeDialog.label')}
          hint={t('excludeDialog.labelHint')}
          error={tried && problem ? t(`excludeDialog.${problem}`, { max: labelMax }) : undefined}
          value={label}
          maxLength={labelMax}
          onChange={(event) => setLabel(event.target.value)}
        />
        <div className={css.answer}>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('excludeDialog.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
