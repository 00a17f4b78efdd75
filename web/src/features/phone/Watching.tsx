import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/errorWords';
import type { Tasting, TastingForm } from '../../client';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Loading } from '../../ui/Loading';
import { Notice } from '../../ui/Notice';
import { mayStillEnter, useEntering } from './useSession';

const Results = lazy(() => import('./results/Results'));

interface WatchingProps {
  live: RoomLive;
  view: RoomView | null;
  session: Tasting;
  form: TastingForm;
}

/** Somebody who does not score in this session: yet, or at all. */
export function Watching({ live, view, session, form }: WatchingProps) {
  const { t } = useTranslation(['phone', 'common']);
  const words = useErrorWords();
  const { enter, busy, failure, isFinal } = useEntering(live, view, session);
  const may = (view?.role === 'host' || view?.role === 'cupper') && mayStillEnter(session) && !isFinal;
  if (session.moment.step === 'reveal' || session.moment.step === 'closed') {
    return (
      <Suspense fallback={<Loading />}>
        <Results live={live} session={session} form={form} />
      </Suspense>
    );
  }
  return (
    <Empty title={t(may ? 'enter.title' : 'enter.watching')}>
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
      {may ? (
        <>
          <p>{t(view?.role === 'host' ? 'enter.host' : 'enter.words')}</p>
          <Button look="primary" size="l" busy={busy} onClick={() => void enter()}>
            {t('enter.action')}
          </Button>
        </>
      ) : (
        <p>{t('enter.watchingWords')}</p>
      )}
    </Empty>
  );
}
