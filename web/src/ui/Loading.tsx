import { useTranslation } from 'react-i18next';
import css from './Loading.module.css';

/** Something is on its way. Shows only after a moment, so that what is quick does not flicker. */
export function Loading({ what }: { what?: string }) {
  const { t } = useTranslation('common');
  return (
    <div className={css.loading} role="status">
      <span className={css.cup} aria-hidden />
      <span>{what ?? t('loading')}</span>
    </div>
  );
}
