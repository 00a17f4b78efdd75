import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Tasting } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { Card } from '../../../ui/Card';
import { Empty } from '../../../ui/Empty';
import { toast } from '../../../ui/Toasts';
import { calibrates } from '../conduct/steps';
import { useRefusals } from '../conduct/useConduct';
import { CodeMap } from '../panel/CodeMap';
import panelCss from '../panel/panel.module.css';
import { AddCoffees } from './AddCoffees';
import css from './table.module.css';

/** What stands on the table: codes by flight, never in an order that says anything. */
export function Table({ live, session }: { live: RoomLive; session: Tasting }) {
  const { t } = useTranslation('host');
  const inLobby = session.moment.step === 'lobby';
  const [adding, setAdding] = useState(inLobby && session.samples.length === 0);
  return (
    <div className={panelCss.stack}>
      <Card
        level={3}
        title={t('table.title')}
        aside={
          inLobby &&
          !adding && (
            <Button look="quiet" onClick={() => setAdding(true)}>
              {t('table.add')}
            </Button>
          )
        }
      >
        {session.samples.length === 0 && !adding && (
          <Empty title={t('table.none')}>
            <p>{t('table.noneWords')}</p>
          </Empty>
        )}
        {flightsOf(session).map(({ flight, samples }) => (
          <div key={flight ?? 'calibration'}>
            <h4 className={panelCss.minor}>
              {flight === undefined ? t('table.calibration') : t('flight', { flight })}
            </h4>
            <ul className={css.codes}>
              {samples.map(({ code, revealed, identity }) => (
                <li key={code} className={css.cup}>
                  <span className={panelCss.code}>{code}</span>
                  {revealed && <Badge tone="leaf">{identity?.name}</Badge>}
                </li>
              ))}
            </ul>
          </div>
        ))}
        {adding && <AddCoffees live={live} session={session} onClose={() => setAdding(false)} />}
      </Card>
      <CodeMap live={live} session={session} />
      <ScoreToo live={live} session={session} />
    </div>
  );
}

function flightsOf({ samples, flights }: Tasting) {
  const calibration = samples.filter(calibrates);
  const tasted = Array.from({ length: flights }, (_, index) => ({
    flight: (index + 1) as number | undefined,
    samples: samples.filter(({ flight }) => flight === index + 1),
  }));
  return [{ flight: undefined, samples: calibration }, ...tasted].filter((one) => one.samples.length > 0);
}

/** A host may score, and then sees nobody's scores before the lock. */
function ScoreToo({ live, session }: { live: RoomLive; session: Tasting }) {
  const { t } = useTranslation('host');
  const settle = useRefusals(live, session);
  const sheet = `/rooms/${encodeURIComponent(session.room)}/sessions/${encodeURIComponent(session.id)}`;
  const enter = async () => {
    try {
      await live.client.send('tasting.enter', { session: session.id });
      await live.refreshSession(session.id);
      toast(t('scoreToo.done'), 'good');
    } catch (failure) {
      await settle(failure);
    }
  };
  if (session.own) {
    return (
      <Card level={3} title={t('scoreToo.title')}>
        <p className={panelCss.quiet}>{t('scoreToo.in')}</p>
        <Link to={sheet}>{t('scoreToo.sheet')}</Link>
      </Card>
    );
  }
  if (session.moment.step !== 'lobby') {
    return null;
  }
  return (
    <Card level={3} title={t('scoreToo.title')}>
      <p className={panelCss.quiet}>{t('scoreToo.words')}</p>
      <div>
        <Button onClick={() => void enter()}>{t('scoreToo.enter')}</Button>
      </div>
    </Card>
  );
}
