import { useTranslation } from 'react-i18next';
import type { Tasting, TastingProgress } from '../../../client';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { Meter } from '../../../ui/Meter';
import css from './conduct.module.css';
import { calibrates, type Place } from './steps';

interface MoveDialogProps {
  session: Tasting;
  to: Place;
  progress: TastingProgress | undefined;
  onConfirm: () => void;
  onClose: () => void;
}

/** Before what cannot be taken back: the lock, with what is missing, and the end. */
export function MoveDialog({ session, to, progress, onConfirm, onClose }: MoveDialogProps) {
  const { t } = useTranslation('host');
  const isLock = to.step === 'lock';
  const hidden = session.samples.filter((sample) => !sample.revealed && !calibrates(sample)).length;
  const unfinished = progress?.cuppers.filter(({ complete, of }) => complete < of).length ?? 0;
  const skipped = isLock && session.moment.step === 'warm';
  return (
    <Dialog
      title={t(isLock ? 'lock.title' : 'close.title')}
      about={t(isLock ? 'lock.about' : 'close.about')}
      open
      onClose={onClose}
    >
      {isLock && progress && (
        <div className={css.counts}>
          <Meter label={t('lock.complete')} value={progress.complete} of={progress.of} />
          <p>
            {unfinished > 0
              ? t('lock.unfinished', { count: unfinished, of: progress.cuppers.length })
              : t('lock.allDone')}
          </p>
          {skipped && <p>{t('lock.skips')}</p>}
        </div>
      )}
      {!isLock && hidden > 0 && <p>{t('close.hidden', { count: hidden })}</p>}
      <div className={css.answer}>
        <Button onClick={onClose}>{t('notYet')}</Button>
        <Button look="primary" onClick={onConfirm}>
          {t(isLock ? 'lock.confirm' : 'close.confirm')}
        </Button>
      </div>
    </Dialog>
  );
}
