import { useTranslation } from 'react-i18next';
import { Histogram } from '../../../charts/Histogram';
import type { ExclusionView, SampleResult, Tasting, TastingForm } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Badge } from '../../../ui/Badge';
import { Card } from '../../../ui/Card';
import { CupperScores } from './CupperScores';
import { Figure } from './Figure';
import css from './panel.module.css';

interface SampleScoresProps {
  live: RoomLive;
  session: Tasting;
  form: TastingForm | null;
  sample: SampleResult;
  exclusions: readonly ExclusionView[] | undefined;
  onChanged: () => void;
}

/** One coffee: its figures, how the scores lie, what was ticked, and who gave what. */
export function SampleScores({ live, session, form, sample, exclusions, onChanged }: SampleScoresProps) {
  const { t, i18n } = useTranslation('host');
  const { panel } = sample;
  const language = i18n.resolvedLanguage === 'ko' ? 'ko' : 'en';
  const options = new Map(
    form?.fields.flatMap((field) => (field.type === 'ticks' ? field.options : [])).map(({ id, label }) => [id, label]),
  );
  return (
    <Card
      level={3}
      title={t('sample.title', { code: sample.code })}
      aside={
        <>
          {panel.adapted && <Badge>{t('sample.adapted')}</Badge>}
          {t('scores.counted', { count: panel.scores, of: panel.of })}
        </>
      }
    >
      <dl className={css.figures}>
        <Figure large label={t('figure.mean')} name="mean" value={panel.mean} absent={panel.absent} kind="score" />
        <Figure label={t('figure.median')} name="median" value={panel.median} absent={panel.absent} kind="score" />
        <Figure label={t('figure.sd')} name="sd" value={panel.sd} absent={panel.absent} kind="spread" />
        <Figure
          label={t('figure.trimmedMean')}
          name="trimmedMean"
          value={panel.trimmedMean}
          absent={panel.absent}
          kind="score"
        />
      </dl>
      {panel.histogram && panel.histogram.bins.length > 0 && (
        <div className={css.chart}>
          <Histogram
            histogram={panel.histogram}
            label={t('sample.histogram', { code: sample.code })}
            {...(panel.mean === undefined ? {} : { mean: panel.mean })}
            {...(panel.median === undefined ? {} : { median: panel.median })}
          />
        </div>
      )}
      {panel.descriptors.length > 0 && (
        <div>
          <h4 className={css.minor}>{t('sample.descriptors')}</h4>
          <ul className={css.words}>
            {panel.descriptors.map(({ id, cuppers }) => (
              <li key={id}>
                <Badge tone="leaf">
                  {t('sample.descriptor', { word: options.get(id)?.[language] ?? id, count: cuppers })}
                </Badge>
              </li>
            ))}
          </ul>
        </div>
      )}
      {sample.scores && (
        <CupperScores
          live={live}
          session={session}
          form={form}
          sample={sample}
          exclusions={exclusions}
          onChanged={onChanged}
        />
      )}
    </Card>
  );
}
