import { LogIn } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { connectAs } from '../live/connection';
import { developmentIdentity, type WebSettings, webSettings } from '../live/tokens';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { TextField } from '../ui/Field';
import { Loading } from '../ui/Loading';
import { Notice } from '../ui/Notice';
import { useErrorWords } from './errorWords';

/** Who is it? By the platform's sign-in; in development by a name. Otherwise only a host's link opens the door. */
export function SignIn({ done }: { done?: () => void }) {
  const { t } = useTranslation('common');
  const words = useErrorWords();
  const [settings, setSettings] = useState<WebSettings | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    webSettings().then(setSettings, setFailure);
  }, []);
  if (failure) {
    return <Notice kind="error">{words(failure)}</Notice>;
  }
  if (!settings) {
    return <Loading />;
  }
  return (
    <Card title={t('signIn.title')}>
      {settings.oidc && <AccountButton />}
      {settings.mode === 'development' && <ByName {...(done ? { done } : {})} />}
      {!settings.oidc && settings.mode === 'production' && <p>{t('signIn.byLinkOnly')}</p>}
    </Card>
  );
}

function AccountButton() {
  const { t } = useTranslation('common');
  const { pathname, search } = useLocation();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    const { beginSignIn } = await import('../live/account');
    await beginSignIn(pathname + search);
  };
  return (
    <Button look="primary" size="l" icon={<LogIn aria-hidden />} busy={busy} onClick={() => void leave()}>
      {t('signIn.account')}
    </Button>
  );
}

function ByName({ done }: { done?: () => void }) {
  const { t } = useTranslation('common');
  const words = useErrorWords();
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const enter = async (event: FormEvent) => {
    event.preventDefault();
    try {
      connectAs(await developmentIdentity(userOf(name), name.trim()));
      done?.();
    } catch (problem) {
      setFailure(problem);
    }
  };
  return (
    <form onSubmit={(event) => void enter(event)} style={{ display: 'grid', gap: 'var(--s4)' }}>
      <TextField
        label={t('signIn.name')}
        hint={t('signIn.developmentHint')}
        error={failure ? words(failure) : undefined}
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoComplete="nickname"
        maxLength={60}
        required
      />
      <Button type="submit" look="primary" disabled={!name.trim()}>
        {t('signIn.enter')}
      </Button>
    </form>
  );
}

/** The same name is the same person: letters and digits of any script are kept as the server's ids allow. */
export function userOf(name: string): string {
  const plain = name.trim().toLowerCase().normalize('NFC');
  const safe = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const rest = [...plain].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7).toString(36);
  return /^[a-z0-9-]+$/.test(plain) ? safe : `${safe || 'person'}-${rest}`;
}
