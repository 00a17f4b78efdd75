import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../app/errorWords';
import type { SampleResult, Tasting, TastingForm } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Badge } from '../../../ui/Badge';
import { Empty } from '../../../ui/Empty';
import { Loading } from '../../../ui/Loading';
import { Notice } from '../../../ui/Notice';
import { isLocked } from '../conduct/steps';
import { Agreement } from './Agreement';
import { figure } from './figures';
import css from './panel.module.css';
import { SampleScores } from './SampleScores';
import { useResults } from './useResults';

interface ScoresProps {
  live: RoomLive;
  session: Tasting;
  form: TastingForm | null;
}

/** What the panel made of each coffee, as it comes in. For this host's eyes. */
export function Scores({ live, session, form }: ScoresProps) {
  const { t } = useTranslation('host');
  const words = useErrorWords();
  const { results, failure, reload } = useResults(live, session.id);
  const [chosen, setChosen] = useState<string | null>(null);
  if (!results) {
    return failure ? <Notice kind="error">{words(failure)}</Notice> : <Loading />;
  }
  const waits = session.own !== undefined && !isLocked(session.moment.step);
  if (results.samples.length === 0) {
    return (
      <Empty title={t(waits ? 'scores.yours' : 'scores.none')}>
        <p>{t(waits ? 'scores.yoursWords' : 'scores.noneWords')}</p>
      </Empty>
    );
  }
  const sample = results.samples.find(({ code }) => code === chosen) ?? results.samples[0];
  return (
    <div className={css.stack}>
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
      {form && !form.scoring && <Notice>{t('scores.noScore')}</Notice>}
      <div className={css.scores}>
        <SampleList samples={results.samples} chosen={sample?.code ?? null} onChoose={setChosen} />
        {sample && (
          <SampleScores
            key={sample.code}
            live={live}
            session={session}
            form={form}
            sample={sample}
            exclusions={results.exclusions}
            onChanged={() => void reload()}
          />
        )}
      </div>
      <Agreement results={results} />
    </div>
  );
}

interface SampleListProps {
  samples: readonly SampleResult[];
  chosen: string | null;
  onChoose: (code: string) => void;
}

function SampleList({ samples, chosen, onChoose }: SampleListProps) {
  const { t, i18n } = useTranslation('host');
  return (
    <nav aria-label={t('scores.coffees')}>
      <ul className={css.coffees}>
        {samples.map(({ code, panel, scores, revealed }) => {
          const flagged = scores?.filter((score) => score.flagged).length ?? 0;
          return (
            <li key={code}>
              <button
                type="button"
                className={css.coffee}
                aria-current={code === chosen || undefined}
                onClick={() => onChoose(code)}
              >
                <span className={css.code}>{code}</span>
                <span className={css.coffeeMean}>
                  {panel.mean === undefined ? '–' : figure(panel.mean, 'score', i18n.resolvedLanguage ?? 'en')}
                </span>
                <span className={css.coffeeCount}>
                  {t('scores.counted', { count: panel.scores, of: panel.of })}
                  {revealed && ` · ${t('scores.revealed')}`}
                </span>
                {flagged > 0 && <Badge tone="amber">{t('scores.flagged', { count: flagged })}</Badge>}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
