import { Ban, FastForward, Lock, LockOpen, Pause, Play } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../app/errorWords';
import type { BlindBox } from '../../../client';
import { dueByItself } from '../../../live/box';
import type { RoomLive } from '../../../live/room';
import { Button } from '../../../ui/Button';
import { Card } from '../../../ui/Card';
import { Notice } from '../../../ui/Notice';
import { TimeLeft } from '../TimeLeft';
import type { Clock } from '../timeline';
import { ConfirmDialog } from './ConfirmDialog';
import css from './Host.module.css';
import { type Move, movesIn } from './moves';

const signs: Record<Move, ReactNode> = {
  open: <LockOpen aria-hidden />,
  lock: <Lock aria-hidden />,
  start: <Play aria-hidden />,
  pause: <Pause aria-hidden />,
  resume: <Play aria-hidden />,
  finish: <FastForward aria-hidden />,
  abort: <Ban aria-hidden />,
};

/** What a host may do now: the next step in large, the others beside it. What cannot be taken back is asked about. */
export function Controls({ live, box, clock }: { live: RoomLive; box: BlindBox; clock: Clock }) {
  const { t } = useTranslation('box');
  const words = useErrorWords();
  const [asking, setAsking] = useState<Move | null>(null);
  const [busy, setBusy] = useState<Move | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const moves = movesIn(box);
  const at = dueByItself(box);

  const make = async (move: Move) => {
    setAsking(null);
    setBusy(move);
    setFailure(null);
    try {
      await carryOut(live, box, move);
    } catch (problem) {
      setFailure(problem);
    } finally {
      setBusy(null);
    }
  };

  return (
    <Card className={css.controls} title={t(`host.next.${box.state}`)}>
      <p>{t(`host.words.${box.state}`, { count: box.countdown, interval: box.interval })}</p>
      {at !== undefined && <TimeLeft clock={clock} at={at} label={t('host.byItself')} />}
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
      <div className={css.moves}>
        {moves.map(({ move, isMain, asks }) => (
          <Button
            key={move}
            size={isMain ? 'l' : 'm'}
            look={isMain ? 'primary' : move === 'abort' ? 'danger' : 'plain'}
            icon={signs[move]}
            busy={busy === move}
            onClick={() => (asks ? setAsking(move) : void make(move))}
          >
            {t(`move.${move}`)}
          </Button>
        ))}
      </div>
      {asking && (
        <ConfirmDialog
          title={t(`confirm.${asking}.title`)}
          words={t(asking === 'abort' && box.revealed.length > 0 ? 'confirm.abort.voids' : `confirm.${asking}.words`)}
          confirm={t(`move.${asking}`)}
          isDangerous={asking === 'abort'}
          onConfirm={() => void make(asking)}
          onClose={() => setAsking(null)}
        />
      )}
    </Card>
  );
}

/**
 * Before the opening a host acts on what stands there, so of two hosts one does. While cups are being opened its number changes every few seconds, and what
 * is pressed is meant whatever came between.
 */
async function carryOut({ client }: RoomLive, { orderId, seq, revealed }: BlindBox, move: Move): Promise<void> {
  switch (move) {
    case 'open':
    case 'lock':
    case 'start':
      await client.send(`blindbox.${move}`, { orderId, seq });
      break;
    case 'pause':
    case 'resume':
    case 'finish':
      await client.send(`blindbox.${move}`, { orderId });
      break;
    case 'abort':
      await client.send('blindbox.abort', { orderId, ...(revealed.length > 0 ? { voids: true } : {}) });
      break;
  }
}
