import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../app/errorWords';
import { RankingTable } from '../../../charts';
import type { Ranked, Tasting, TastingForm, TastingResults } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Empty } from '../../../ui/Empty';
import { Loading } from '../../../ui/Loading';
import { Notice } from '../../../ui/Notice';
import type { OpenSheet } from '../useProgress';
import css from './Results.module.css';
import { RevealedSample } from './RevealedSample';

interface ResultsProps {
  live: RoomLive;
  session: Tasting;
  form: TastingForm;
  /** Absent for those who did not score. */
  sheet?: OpenSheet;
}

/** What the coffees were, what the panel made of them, and what one made of them oneself. */
export default function Results({ live, session, form, sheet }: ResultsProps) {
  const { t } = useTranslation('phone');
  const words = useErrorWords();
  const { results, ranking, failure } = useResults(live, session);
  if (failure && !results) {
    return <Notice kind="error">{words(failure)}</Notice>;
  }
  if (!results) {
    return <Loading />;
  }
  const revealed = results.samples.filter((sample) => sample.revealed);
  const hidden = results.samples.length - revealed.length;
  return (
    <div className={css.results}>
      {hidden > 0 && (
        <p className={css.hidden} role="status">
          {t('results.hidden', { count: hidden })}
        </p>
      )}
      {revealed.length === 0 ? (
        <Empty title={t('results.soon')}>
          <p>{t('results.soonWords')}</p>
        </Empty>
      ) : (
        revealed
          .toSorted((one, other) => (other.panel.mean ?? 0) - (one.panel.mean ?? 0))
          .map((sample) => (
            <RevealedSample
              key={sample.code}
              sample={sample}
              form={form}
              cups={session.cups}
              own={sheet?.doc.samples[sample.code]}
            />
          ))
      )}
      {ranking.length > 0 && (
        <RankingTable places={placesIn(ranking, session)} caption={t('results.ranking')} captionShown />
      )}
    </div>
  );
}

function placesIn(ranked: readonly Ranked[], { samples }: Tasting) {
  return ranked.map(({ member, place, label, points }) => {
    const sample = samples.find(({ code }) => member.endsWith(code));
    return { id: member, place, label: sample?.identity?.name ?? label, points, about: sample?.code };
  });
}

/** Asked for anew with each sample that is revealed. */
function useResults(live: RoomLive, session: Tasting) {
  const [results, setResults] = useState<TastingResults>();
  const [ranking, setRanking] = useState<readonly Ranked[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const { id, moment, samples } = session;
  const shown = samples.filter((sample) => sample.revealed).length;
  const all = shown > 0 && shown === samples.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is answered depends on how much is revealed, and on the moment
  useEffect(() => {
    let wanted = true;
    live.client.send('tasting.results', { session: id }).then(
      (answer) => wanted && setResults(answer),
      (problem: unknown) => wanted && setFailure(problem),
    );
    if (all) {
      live.client.send('tasting.ranking', { session: id, of: 'samples' }).then(
        (answer) => wanted && setRanking(answer.ranked),
        () => undefined, // the coffees are there without their places, too
      );
    }
    return () => {
      wanted = false;
    };
  }, [live, id, shown, all, moment.seq]);
  return { results, ranking, failure };
}
