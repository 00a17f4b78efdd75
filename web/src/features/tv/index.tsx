import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useErrorWords } from '../../app/errorWords';
import { connectAs } from '../../live/connection';
import type { Identity } from '../../live/identity';
import { acceptInvitation } from '../../live/tokens';
import { Button } from '../../ui/Button';
import { readTvFragment, rememberJoin } from './fragment';
import { Message, Stage } from './Stage';

const accepting = new Map<string, Promise<Identity & { room: string }>>();

/** One guest for one invitation, however often the view is drawn. A failure is asked again. */
function accept(invitation: string): Promise<Identity & { room: string }> {
  let asked = accepting.get(invitation);
  if (!asked) {
    asked = acceptInvitation(invitation, 'TV');
    asked.catch(() => accepting.delete(invitation));
    accepting.set(invitation, asked);
  }
  return asked;
}

/** Behind the TV's link: the screen becomes a display of the room. What made it one leaves the address bar. */
export default function Tv() {
  const { t } = useTranslation('tv');
  const { t: common } = useTranslation('common');
  const words = useErrorWords();
  const navigate = useNavigate();
  const [{ invitation, join }] = useState(() => readTvFragment(window.location.hash));
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt asks again
  useEffect(() => {
    if (!invitation) {
      return;
    }
    let wanted = true;
    accept(invitation).then(
      (identity) => {
        if (wanted) {
          connectAs(identity);
          if (join) {
            rememberJoin(identity.room, join);
          }
          void navigate(`/rooms/${identity.room}/tv`, { replace: true });
        }
      },
      (problem: unknown) => wanted && setFailure(problem),
    );
    return () => {
      wanted = false;
    };
  }, [invitation, join, navigate, attempt]);

  if (!invitation) {
    return (
      <Stage tone="calm" title={t('title')}>
        <Message heading={t('noLink.title')} words={t('noLink.words')} />
      </Stage>
    );
  }
  return (
    <Stage tone="calm" title={t('title')}>
      {failure === null ? (
        <Message heading={t('connecting')} />
      ) : (
        <Message heading={t('notIn')} words={words(failure)} alert>
          <Button
            look="primary"
            size="l"
            onClick={() => {
              setFailure(null);
              setAttempt(attempt + 1);
            }}
          >
            {common('tryAgain')}
          </Button>
        </Message>
      )}
    </Stage>
  );
}
