import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../app/errorWords';
import type { Ranked } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Card } from '../../../ui/Card';
import { Loading } from '../../../ui/Loading';
import { Notice } from '../../../ui/Notice';
import { figure } from '../panel/figures';
import css from '../panel/panel.module.css';

/** Coffees by their means, and cuppers by how near they are to the rest of the panel. */
export function Ranking({ live, session }: { live: RoomLive; session: string }) {
  const { t } = useTranslation('host');
  return (
    <div className={css.two}>
      <Board live={live} session={session} of="samples" title={t('ranking.samples')} />
      <Board
        live={live}
        session={session}
        of="cuppers"
        title={t('ranking.cuppers')}
        words={t('ranking.cuppersWords')}
      />
    </div>
  );
}

interface BoardProps {
  live: RoomLive;
  session: string;
  of: 'samples' | 'cuppers';
  title: string;
  words?: string;
}

function Board({ live, session, of, title, words }: BoardProps) {
  const { t, i18n } = useTranslation('host');
  const errorWords = useErrorWords();
  const [ranked, setRanked] = useState<readonly Ranked[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let left = false;
    live.client.send('tasting.ranking', { session, of, limit: 100 }).then(
      (answer) => !left && setRanked(answer.ranked),
      (problem: unknown) => !left && setFailure(problem),
    );
    return () => {
      left = true;
    };
  }, [live, session, of]);
  return (
    <Card level={3} title={title}>
      {failure !== null && <Notice kind="error">{errorWords(failure)}</Notice>}
      {!ranked && failure === null && <Loading />}
      {ranked && (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col" className={css.number}>
                {t('ranking.place')}
              </th>
              <th scope="col">{t(of === 'samples' ? 'codeMap.coffee' : 'column.cupper')}</th>
              <th scope="col" className={css.number}>
                {t('ranking.points')}
              </th>
            </tr>
          </thead>
          <tbody>
            {ranked.map(({ place, member, label, points }) => (
              <tr key={member}>
                <td className={css.number}>{place}</td>
                <th scope="row">{label}</th>
                <td className={css.number}>{figure(points, 'score', i18n.resolvedLanguage ?? 'en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {words && <p className={css.quiet}>{words}</p>}
    </Card>
  );
}
