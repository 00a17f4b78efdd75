import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/errorWords';
import type { BlindBox, ToldEvent } from '../../client';
import type { ToldBox } from '../../live/box';
import type { RoomLive } from '../../live/room';
import { Button } from '../../ui/Button';
import { Loading } from '../../ui/Loading';
import { Notice } from '../../ui/Notice';
import css from './Box.module.css';
import { replayed } from './replay';
import { Stage } from './Stage';
import type { Clock } from './timeline';
import type { Fairness } from './useFairness';
import { useShownBox } from './useShownBox';

interface ReplayProps {
  live: RoomLive;
  box: BlindBox;
  fairness: Fairness;
  onEnd: () => void;
}

/** The opening once more. It ends by itself, and can be left at any time. */
export default function Replay({ live, box, fairness, onEnd }: ReplayProps) {
  const { t } = useTranslation('box');
  const words = useErrorWords();
  const [playing, setPlaying] = useState<{ told: ToldBox; clock: Clock } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let isCurrent = true;
    allTold(live, box.orderId).then(
      (events) => {
        if (isCurrent) {
          const beganAt = performance.now();
          setPlaying({ told: replayed(box, events), clock: { now: () => performance.now() - beganAt } });
        }
      },
      (problem: unknown) => isCurrent && setFailure(problem),
    );
    return () => {
      isCurrent = false;
    };
  }, [live, box]);
  return (
    <div className={css.replay}>
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
      {playing ? <Played {...playing} fairness={fairness} onEnd={onEnd} /> : failure === null && <Loading />}
      <Button size="l" icon={<X aria-hidden />} className={css.replayEnd} onClick={onEnd}>
        {t('replay.end')}
      </Button>
    </div>
  );
}

function Played({
  told,
  clock,
  fairness,
  onEnd,
}: {
  told: ToldBox;
  clock: Clock;
  fairness: Fairness;
  onEnd: () => void;
}) {
  const shown = useShownBox(told, clock);
  const isOver = shown.box.state === 'complete';
  useEffect(() => {
    if (isOver) {
      onEnd();
    }
  }, [isOver, onEnd]);
  return isOver ? null : <Stage shown={shown} clock={clock} fairness={fairness} />;
}

async function allTold(live: RoomLive, orderId: string): Promise<ToldEvent[]> {
  const all: ToldEvent[] = [];
  let after: number | undefined;
  do {
    const page = await live.client.send('blindbox.replay', { orderId, ...(after === undefined ? {} : { after }) });
    all.push(...page.events);
    after = page.next;
  } while (after !== undefined);
  return all;
}
