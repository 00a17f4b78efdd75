import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useErrorWords } from '../../app/errorWords';
import { connectAs } from '../../live/connection';
import { acceptInvitation } from '../../live/tokens';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { TextField } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { identityOf, readFragment } from './fragment';
import { placeFor } from './place';

const nameOnThisDevice = 'crema.name';

/** Behind a QR code: one name, and one is at the table. */
export default function Join() {
  const { t } = useTranslation('join');
  const navigate = useNavigate();
  const words = useErrorWords();
  const [asked] = useState(() => readFragment(window.location.hash));
  const { invitation, token } = asked;
  const [name, setName] = useState(() => localStorage.getItem(nameOnThisDevice) ?? '');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  useEffect(() => {
    const identity = token ? identityOf(token) : null;
    if (identity) {
      void placeFor(connectAs(identity), asked).then((place) => navigate(place, { replace: true }), setFailure);
    }
  }, [token, asked, navigate]);

  const enter = async (event: FormEvent) => {
    event.preventDefault();
    if (!invitation) {
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      localStorage.setItem(nameOnThisDevice, name.trim());
      const line = connectAs(await acceptInvitation(invitation, name.trim()));
      await navigate(await placeFor(line, asked), { replace: true });
    } catch (problem) {
      setFailure(problem);
      setBusy(false);
    }
  };

  return (
    <Page title={t('title')} width="narrow">
      <h1>{t('title')}</h1>
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
      {invitation ? (
        <Card>
          <form onSubmit={(event) => void enter(event)} style={{ display: 'grid', gap: 'var(--s5)' }}>
            <TextField
              label={t('name')}
              hint={t('nameHint')}
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="nickname"
              maxLength={60}
              required
            />
            <Button type="submit" look="primary" size="l" busy={busy} disabled={!name.trim()}>
              {t('enter')}
            </Button>
          </form>
        </Card>
      ) : (
        !token && <Notice kind="error">{t('noInvitation')}</Notice>
      )}
    </Page>
  );
}
