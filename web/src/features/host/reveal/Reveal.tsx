import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CremaError, type PanelView, type Tasting } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { Card } from '../../../ui/Card';
import { Empty } from '../../../ui/Empty';
import { Segmented } from '../../../ui/Segmented';
import { isLocked } from '../conduct/steps';
import { useRefusals } from '../conduct/useConduct';
import { figure } from '../panel/figures';
import panelCss from '../panel/panel.module.css';
import { useResults } from '../panel/useResults';
import { nextHidden, type Order, orders, revealOrder } from './order';
import { Ranking } from './Ranking';
import { RevealAllDialog } from './RevealAllDialog';
import css from './reveal.module.css';
import { TvPreview } from './TvPreview';

/** Shows what the codes were: one after the other, in the order that the host likes, or all at once. */
export function Reveal({ live, session }: { live: RoomLive; session: Tasting }) {
  const { t } = useTranslation('host');
  const { results } = useResults(live, session.id);
  const [order, setOrder] = useState<Order>('rising');
  const [last, setLast] = useState<string | null>(null);
  const [askingAll, setAskingAll] = useState(false);
  const { busy, reveal } = useReveal(live, session, setLast);
  if (!isLocked(session.moment.step)) {
    return (
      <Empty title={t('reveal.notYet')}>
        <p>{t('reveal.notYetWords')}</p>
      </Empty>
    );
  }
  const panels: Record<string, PanelView> = Object.fromEntries(
    (results?.samples ?? []).map(({ code, panel }) => [code, panel]),
  );
  const ordered = revealOrder(session.samples, panels, order);
  const next = nextHidden(ordered);
  const open = session.moment.step === 'reveal';
  const shown = ordered.find(({ code }) => code === last) ?? ordered.findLast(({ revealed }) => revealed);
  return (
    <div className={panelCss.stack}>
      <div className={css.columns}>
        <Card
          level={3}
          title={t('reveal.title')}
          aside={t('reveal.left', { count: ordered.filter(({ revealed }) => !revealed).length })}
        >
          {next && (
            <Segmented
              className={css.order}
              label={t('reveal.order')}
              value={order}
              onChange={setOrder}
              options={orders.map((value) => ({ value, label: t(`reveal.by.${value}`) }))}
            />
          )}
          {!open && next && <p className={panelCss.quiet}>{t('reveal.waits')}</p>}
          <ol className={css.list}>
            {ordered.map((sample) => (
              <li key={sample.code} className={css.item} data-next={sample === next || undefined}>
                <span className={panelCss.code}>{sample.code}</span>
                <span className={css.name}>{sample.revealed ? sample.identity?.name : t('reveal.hidden')}</span>
                <span className="figures">
                  {panels[sample.code]?.mean !== undefined && figure(panels[sample.code]?.mean ?? 0, 'score', 'en')}
                </span>
                {sample.revealed ? (
                  <Badge tone="leaf">{t('reveal.done')}</Badge>
                ) : (
                  <Button
                    look={sample === next ? 'primary' : 'plain'}
                    disabled={!open}
                    busy={busy}
                    aria-label={t('reveal.one', { code: sample.code })}
                    onClick={() => void reveal(sample.code)}
                  >
                    {t('reveal.button')}
                  </Button>
                )}
              </li>
            ))}
          </ol>
          {next && (
            <div>
              <Button look="quiet" disabled={!open} onClick={() => setAskingAll(true)}>
                {t('reveal.all')}
              </Button>
            </div>
          )}
        </Card>
        <TvPreview
          session={session}
          shown={shown}
          mean={shown && panels[shown.code]?.mean}
          podium={next ? [] : revealOrder(session.samples, panels, 'falling').slice(0, 3)}
        />
      </div>
      {!next && ordered.length > 0 && <Ranking live={live} session={session.id} />}
      {askingAll && (
        <RevealAllDialog
          onClose={() => setAskingAll(false)}
          onConfirm={() => {
            setAskingAll(false);
            void reveal();
          }}
        />
      )}
    </div>
  );
}

/** The server asks for it again when what counts was changed in the same moment. */
const attemptsMax = 3;

function useReveal(live: RoomLive, session: Tasting, onShown: (code: string | null) => void) {
  const settle = useRefusals(live, session);
  const [busy, setBusy] = useState(false);
  const reveal = async (sample?: string) => {
    setBusy(true);
    const asked = { session: session.id, seq: session.moment.seq, ...(sample === undefined ? {} : { sample }) };
    try {
      await again(() => live.client.send('tasting.reveal', asked), attemptsMax);
      onShown(sample ?? null);
    } catch (failure) {
      await settle(failure);
    } finally {
      setBusy(false);
    }
  };
  return { busy, reveal };
}

async function again<T>(ask: () => Promise<T>, attempts: number): Promise<T> {
  try {
    return await ask();
  } catch (failure) {
    if (attempts > 1 && failure instanceof CremaError && failure.code === 'unavailable') {
      return again(ask, attempts - 1);
    }
    throw failure;
  }
}
