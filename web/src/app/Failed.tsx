import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Button } from '../ui/Button';
import { Empty } from '../ui/Empty';

/** A view broke, or could not be fetched. Nothing that was entered is lost by loading it again. */
export function Failed() {
  const { t } = useTranslation('common');
  const failure = useRouteError();
  useEffect(() => reportError(failure), [failure]);
  return (
    <main>
      <Empty title={t('error.title')}>
        <p>{t('error.unknown')}</p>
        <Button look="primary" onClick={() => window.location.reload()}>
          {t('tryAgain')}
        </Button>
      </Empty>
    </main>
  );
}
