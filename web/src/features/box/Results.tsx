import { RotateCcw } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Line } from '../../live/connection';
import type { RoomLive } from '../../live/room';
import { Button } from '../../ui/Button';
import { Loading } from '../../ui/Loading';
import { Boards } from './Boards';
import css from './Box.module.css';
import { CupList } from './CupList';
import { HideName } from './HideName';
import { keptBallot } from './kept';
import { OwnResult } from './OwnResult';
import { ReceiptCard } from './ReceiptCard';
import type { ShownBox } from './shown';
import type { Fairness } from './useFairness';
import type { Own } from './useOwn';

const Replay = lazy(() => import('./Replay'));

interface ResultsProps {
  live: RoomLive;
  line: Line;
  shown: ShownBox;
  fairness: Fairness;
  own: Own;
}

/** What came out: for oneself, for each cup, and among all. */
export function Results({ live, line, shown: { box }, fairness, own }: ResultsProps) {
  const { t } = useTranslation('box');
  const [isReplaying, setReplaying] = useState(false);
  useEffect(() => {
    window.scrollTo({ top: 0, behavior: 'instant' });
  }, []);
  const receipt = keptBallot(box.orderId, live.me).sent?.receipt;
  if (isReplaying) {
    return (
      <Suspense fallback={<Loading />}>
        <Replay live={live} box={box} fairness={fairness} onEnd={() => setReplaying(false)} />
      </Suspense>
    );
  }
  return (
    <>
      <OwnResult box={box} own={own} />
      <section className={css.part} aria-labelledby="cups-opened">
        <div className={css.partHead}>
          <h2 id="cups-opened">{t('results.cups')}</h2>
          <Button icon={<RotateCcw aria-hidden />} onClick={() => setReplaying(true)}>
            {t('replay.watch')}
          </Button>
        </div>
        <CupList box={box} fairness={fairness} guesses={own.guesses} />
      </section>
      <Boards live={live} box={box} me={line.identity.user} tookPart={own.number !== undefined} />
      <div className={css.below}>
        {own.number !== undefined && line.identity.kind !== 'guest' && <HideName live={live} />}
        {receipt && <ReceiptCard live={live} receipt={receipt} own={own} />}
      </div>
    </>
  );
}
