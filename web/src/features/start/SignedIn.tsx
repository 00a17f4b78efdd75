import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { connectAs } from '../../live/connection';
import { Loading } from '../../ui/Loading';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';

/** The way back from the platform's sign-in. An answer can be used once, also when this is drawn twice. */
let answer: Promise<string> | null = null;

async function finish(): Promise<string> {
  const { endSignIn } = await import('../../live/account');
  const { identity, returnTo } = await endSignIn();
  connectAs(identity);
  return returnTo;
}

export default function SignedIn() {
  const { t } = useTranslation('start');
  const navigate = useNavigate();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    answer ??= finish();
    answer.then(
      (returnTo) => navigate(returnTo, { replace: true }),
      () => setFailed(true),
    );
  }, [navigate]);
  return (
    <Page title={t('signedIn.title')} width="narrow">
      <h1 className="sr-only">{t('signedIn.title')}</h1>
      {failed ? (
        <Notice kind="error" action={<Link to="/">{t('signedIn.again')}</Link>}>
          {t('signedIn.failed')}
        </Notice>
      ) : (
        <Loading />
      )}
    </Page>
  );
}
