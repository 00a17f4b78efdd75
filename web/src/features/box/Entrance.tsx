import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/errorWords';
import { connectAs } from '../../live/connection';
import { type Identity, rememberedIdentity } from '../../live/identity';
import { acceptInvitation } from '../../live/tokens';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { TextField } from '../../ui/Field';
import { Loading } from '../../ui/Loading';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import css from './Box.module.css';
import { roomOf } from './ids';
import { Seals } from './Seal';

interface EntranceProps {
  order: string;
  invitation: string;
  /** A screen comes in by itself: nobody stands there to type a name. */
  isScreen: boolean;
  onIn: () => void;
}

/** Behind a box's QR code: one name, and one is at the table. Whoever was here already may go on as the same. */
export function Entrance({ order, invitation, isScreen, onIn }: EntranceProps) {
  const { t } = useTranslation('box');
  const words = useErrorWords();
  const [known] = useState(() => guestOf(order));
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const enterAs = (identity: Identity) => {
    connectAs(identity);
    onIn();
  };
  const enter = async (as: string) => {
    setBusy(true);
    setFailure(null);
    try {
      enterAs(await acceptInvitation(invitation, as));
    } catch (problem) {
      setFailure(problem);
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter(name.trim());
  };

  return (
    <Page title={t('title')} width="narrow">
      <header className={css.welcome}>
        <Seals labels={['A', 'B', 'C', 'D', 'E']} />
        <h1>{t('entrance.title')}</h1>
        <p className={css.lead}>{t('entrance.words')}</p>
      </header>
      {failure !== null && (
        <Notice
          kind="error"
          action={isScreen && <Button onClick={() => void enter(t('entrance.screen'))}>{t('common:tryAgain')}</Button>}
        >
          {words(failure)}
        </Notice>
      )}
      {isScreen ? (
        failure === null && <Screen known={known} enterAs={enterAs} enter={() => enter(t('entrance.screen'))} />
      ) : (
        <Card>
          {known && (
            <Button look="primary" size="l" onClick={() => enterAs(known)}>
              {t('entrance.goOn', { name: known.name })}
            </Button>
          )}
          <form onSubmit={submit} className={css.stack}>
            <TextField
              label={known ? t('entrance.otherName') : t('entrance.name')}
              hint={t('entrance.nameHint')}
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="nickname"
              maxLength={60}
              required
            />
            <Button type="submit" look={known ? 'plain' : 'primary'} size="l" busy={busy} disabled={!name.trim()}>
              {t('entrance.enter')}
            </Button>
          </form>
        </Card>
      )}
    </Page>
  );
}

function Screen({
  known,
  enterAs,
  enter,
}: {
  known: Identity | null;
  enterAs: (one: Identity) => void;
  enter: () => Promise<void>;
}) {
  const isBegun = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen is switched on
  useEffect(() => {
    if (isBegun.current) {
      return;
    }
    isBegun.current = true;
    if (known?.role === 'display') {
      enterAs(known);
    } else {
      void enter();
    }
  }, []);
  return <Loading />;
}

/** Who came to this very box as a guest before, from this device. */
function guestOf(order: string): Identity | null {
  const remembered = rememberedIdentity(roomOf(order));
  return remembered?.room ? remembered : null;
}
