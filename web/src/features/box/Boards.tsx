import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/errorWords';
import type { BlindBox, BoardLine } from '../../client';
import type { RoomLive } from '../../live/room';
import { Card } from '../../ui/Card';
import { Loading } from '../../ui/Loading';
import { Notice } from '../../ui/Notice';
import { Segmented } from '../../ui/Segmented';
import { Tabs } from '../../ui/Tabs';
import { BoardList } from './BoardList';
import css from './Boards.module.css';

type Which = 'box' | 'season' | 'all-time';
type Part = 'around' | 'top';

const topMax = 20;

interface BoardsProps {
  live: RoomLive;
  box: BlindBox;
  me: string;
  tookPart: boolean;
}

/** Where one stands: in this box, this season, and ever; the five around oneself, or the best. */
export function Boards({ live, box, me, tookPart }: BoardsProps) {
  const { t } = useTranslation('box');
  const [which, setWhich] = useState<Which>('box');
  const [part, setPart] = useState<Part>(tookPart ? 'around' : 'top');
  const isOfBox = which === 'box';
  const panel = (
    <Board
      key={`${which} ${part}`}
      live={live}
      orderId={box.orderId}
      which={which}
      part={part}
      me={me}
      of={isOfBox ? box.totalCount : undefined}
      withPoints={!isOfBox || box.form.fields.length > 0}
    />
  );
  return (
    <Card
      title={t('board.title')}
      aside={
        tookPart && (
          <Segmented
            label={t('board.part')}
            value={part}
            onChange={setPart}
            options={[
              { value: 'around', label: t('board.around') },
              { value: 'top', label: t('board.top') },
            ]}
          />
        )
      }
    >
      <Tabs
        label={t('board.which')}
        value={which}
        onChange={setWhich}
        tabs={(['box', 'season', 'all-time'] as const).map((value) => ({ value, label: t(`board.${value}`), panel }))}
      />
    </Card>
  );
}

interface BoardProps {
  live: RoomLive;
  orderId: string;
  which: Which;
  part: Part;
  me: string;
  of: number | undefined;
  withPoints: boolean;
}

function Board({ live, orderId, which, part, me, of, withPoints }: BoardProps) {
  const { t } = useTranslation('box');
  const words = useErrorWords();
  const [found, setFound] = useState<{ size: number; ranked: readonly BoardLine[] } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let isCurrent = true;
    const of = which === 'box' ? { orderId } : { board: which };
    const asked = part === 'around' ? { ...of, around: true } : { ...of, limit: topMax };
    live.client.send('blindbox.leaderboard', asked).then(
      (answer) => isCurrent && setFound(answer),
      (problem: unknown) => isCurrent && setFailure(problem),
    );
    return () => {
      isCurrent = false;
    };
  }, [live, orderId, which, part]);
  if (failure !== null) {
    return <Notice kind="error">{words(failure)}</Notice>;
  }
  if (!found) {
    return <Loading />;
  }
  return found.ranked.length === 0 ? (
    <p className={css.none}>{t('board.nobody')}</p>
  ) : (
    <>
      <p className={css.none}>{t('board.size', { count: found.size })}</p>
      <BoardList lines={found.ranked} me={me} of={of} withPoints={withPoints} />
    </>
  );
}
