import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Place, Podium, RankingTable } from '../../charts';
import type { PanelView, Tasting } from '../../client';
import type { RoomLive } from '../../live/room';
import { useRanking } from './asked';
import { Board } from './Board';
import css from './Finale.module.css';
import { originOf } from './identity';
import { blindSamples } from './session';

interface FinaleProps {
  live: RoomLive;
  session: Tasting;
  panels: Readonly<Record<string, PanelView>>;
}

/** The podium, and every coffee with its points. A form without a score has no ranking: then all coffees by their names. */
export function Finale({ live, session, panels }: FinaleProps) {
  const { t } = useTranslation('tv');
  const ranked = useRanking(live, session);
  const samples = blindSamples(session);
  if (!ranked) {
    return null;
  }
  if (ranked.length === 0) {
    return (
      <div className={css.names}>
        <h2 className={css.heading}>{t('finale.names')}</h2>
        <Board samples={samples} panels={panels} size="full" />
      </div>
    );
  }
  const places: Place[] = ranked.map(({ place, member, label, points }) => {
    const identity = samples.find(({ code }) => code === member)?.identity;
    return { id: member, place, label, points, ...(identity ? { about: originOf(identity) } : {}) };
  });
  return (
    <div className={css.finale}>
      <div className={css.podium}>
        <h2 className={css.heading}>{t('finale.title')}</h2>
        <Podium places={places} label={t('finale.podium')} tableBy="spoken" />
      </div>
      <Ranking places={places} />
    </div>
  );
}

const rowsMax = 9;
const pageMs = 12_000;

/** A wall does not scroll: what does not fit is shown page by page. All of it stands in the podium's table for screen readers. */
function Ranking({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation('tv');
  const pages = Math.ceil(places.length / rowsMax);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (pages < 2) {
      return;
    }
    const timer = setInterval(() => setTurn((now) => now + 1), pageMs);
    return () => clearInterval(timer);
  }, [pages]);
  const page = turn % pages;
  return (
    <div aria-hidden className={css.ranking}>
      <RankingTable
        key={page}
        places={places.slice(page * rowsMax, (page + 1) * rowsMax).map(({ about: _, ...place }) => place)}
        caption={t('finale.ranking')}
        captionShown
      />
      {pages > 1 && <p className={css.page}>{t('finale.page', { page: page + 1, pages })}</p>}
    </div>
  );
}
