import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../ui/Empty';
import { Page } from '../ui/Page';

export default function NotFound() {
  const { t } = useTranslation('common');
  return (
    <Page title={t('notFound.title')} width="narrow">
      <h1 className="sr-only">{t('notFound.title')}</h1>
      <Empty title={t('notFound.title')}>
        <p>{t('notFound.words')}</p>
        <Link to="/">{t('notFound.home')}</Link>
      </Empty>
    </Page>
  );
}
