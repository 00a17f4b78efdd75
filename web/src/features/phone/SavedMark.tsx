import { Check, CloudOff, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Saved } from '../../live/documents';
import { classes } from '../../ui/classes';
import css from './SavedMark.module.css';

const signs = { saved: Check, queued: RefreshCw, offline: CloudOff };

/** Quiet: whether the server has all that was entered. Only going offline and coming back is said aloud. */
export function SavedMark({ saved }: { saved: Saved | null }) {
  const { t } = useTranslation('phone');
  if (!saved) {
    return null;
  }
  const Sign = signs[saved];
  return (
    <>
      <p className={classes(css.mark, css[saved])} data-saved={saved}>
        <Sign aria-hidden />
        {t(`saved.${saved}`)}
      </p>
      <p className="sr-only" role="status">
        {saved === 'offline' ? t('saved.offlineWords') : ''}
      </p>
    </>
  );
}
