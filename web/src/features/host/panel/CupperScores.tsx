import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CupperResult, ExclusionView, SampleResult, Tasting, TastingForm } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { ScrollRegion } from '../../../ui/ScrollRegion';
import { ExcludeDialog } from './ExcludeDialog';
import { decided, exclusionOf, type Matter } from './exclusions';
import { figure, signed } from './figures';
import css from './panel.module.css';
import { Remarks } from './Remarks';
import { useInclusion } from './useInclusion';

interface CupperScoresProps {
  live: RoomLive;
  session: Tasting;
  form: TastingForm | null;
  sample: SampleResult;
  exclusions: readonly ExclusionView[] | undefined;
  onChanged: () => void;
}

/** Who gave what to one coffee; what lies far out is flagged, and counts all the same. */
export function CupperScores({ live, session, form, sample, exclusions, onChanged }: CupperScoresProps) {
  const { t } = useTranslation('host');
  const [excluding, setExcluding] = useState<CupperResult | null>(null);
  const include = useInclusion(live, session, onChanged);
  const scores = (sample.scores ?? []).toSorted((one, other) => (other.score ?? -1) - (one.score ?? -1));
  return (
    <>
      <ScrollRegion label={t('sample.cuppers', { code: sample.code })}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('column.cupper')}</th>
              <th scope="col" className={css.number}>
                {t('column.score')}
              </th>
              <th scope="col" className={css.number}>
                <abbr title={t('column.zTitle')}>z</abbr>
              </th>
              <th scope="col">{t('column.remarks')}</th>
              <th scope="col">
                <span className="sr-only">{t('column.decide')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {scores.map((score) => (
              <Row
                key={score.user}
                score={score}
                form={form}
                excluded={exclusionOf(exclusions, { user: score.user, sample: sample.code })}
                canDecide={decided(session, { user: score.user, sample: sample.code }) === null}
                onExclude={() => setExcluding(score)}
                onInclude={(matter) => void include(matter)}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {excluding && (
        <ExcludeDialog
          live={live}
          session={session}
          cupper={excluding}
          sample={sample.code}
          onChanged={onChanged}
          onClose={() => setExcluding(null)}
        />
      )}
    </>
  );
}

interface RowProps {
  score: CupperResult;
  form: TastingForm | null;
  excluded: ExclusionView | undefined;
  canDecide: boolean;
  onExclude: () => void;
  onInclude: (matter: Matter) => void;
}

function Row({ score, form, excluded, canDecide, onExclude, onInclude }: RowProps) {
  const { t, i18n } = useTranslation('host');
  const language = i18n.resolvedLanguage ?? 'en';
  const isOut = score.excluded !== undefined;
  return (
    <tr data-excluded={isOut || undefined}>
      <th scope="row">{score.name}</th>
      <td className={css.number}>
        {score.score === undefined ? (
          <span className={css.quiet}>{t('sample.filled', { filled: score.filled, of: score.of })}</span>
        ) : (
          figure(score.score, 'score', language)
        )}
      </td>
      <td className={css.number}>{score.modifiedZ !== undefined && signed(score.modifiedZ, 'score', language)}</td>
      <td>
        <div className={css.remarks}>
          {score.flagged && <Badge tone="amber">{t('sample.outlier')}</Badge>}
          {isOut && <Badge tone="berry">{t('sample.excluded', { label: score.excluded })}</Badge>}
          <Remarks score={score} form={form} />
        </div>
      </td>
      <td className={css.number}>
        {canDecide &&
          (isOut ? (
            excluded && (
              <Button
                look="quiet"
                onClick={() => onInclude({ user: score.user, ...(excluded.sample ? { sample: excluded.sample } : {}) })}
              >
                {t(excluded.sample ? 'include' : 'includeSheet')}
              </Button>
            )
          ) : (
            <Button look="quiet" onClick={onExclude} aria-label={t('excludeWhom', { name: score.name })}>
              {t('exclude')}
            </Button>
          ))}
      </td>
    </tr>
  );
}
