import { useTranslation } from 'react-i18next';
import type { TastingForm } from '../../client';
import { Dialog } from '../../ui/Dialog';
import { labelIn, stationsOf } from './model/form';
import type { Place } from './model/order';
import css from './Overview.module.css';
import type { SampleProgress } from './useProgress';

/** Who misses more has most of it before them, and needs no list of it. */
const namedMax = 2;

interface OverviewProps {
  open: boolean;
  onClose: () => void;
  places: readonly Place[];
  form: TastingForm;
  progress: ReadonlyMap<string, SampleProgress>;
  onChoose: (code: string, station?: string) => void;
}

/** All samples: what is done, and what is missing where. A press goes there. */
export function Overview({ open, onClose, places, form, progress, onChoose }: OverviewProps) {
  const { t } = useTranslation('phone');
  const complete = places.filter(({ code }) => progress.get(code)?.completion.missing.length === 0).length;
  return (
    <Dialog
      title={t('overview.title')}
      about={t('overview.complete', { complete, of: places.length })}
      open={open}
      onClose={onClose}
    >
      <ul className={css.list}>
        {places.map((place) => (
          <Line key={place.code} place={place} form={form} progress={progress.get(place.code)} onChoose={onChoose} />
        ))}
      </ul>
    </Dialog>
  );
}

type LineProps = Pick<OverviewProps, 'form' | 'onChoose'> & { place: Place; progress: SampleProgress | undefined };

function Line({ place, form, progress, onChoose }: LineProps) {
  const { t, i18n } = useTranslation('phone');
  if (!progress) {
    return null;
  }
  const { completion, score } = progress;
  const missing = stationsOf(form).filter(
    ({ fields, defects }) =>
      fields.some(({ id }) => completion.missing.includes(id)) || (defects && completion.missing.includes('defects')),
  );
  return (
    <li className={css.line}>
      <button type="button" className={css.code} onClick={() => onChoose(place.code)}>
        {place.code}
      </button>
      <div className={css.missing}>
        {missing.length === 0 ? (
          <span className={css.whole}>{t('overview.whole')}</span>
        ) : (
          missing.slice(0, missing.length > namedMax + 1 ? namedMax : missing.length).map((station) => (
            <button
              key={station.id}
              type="button"
              className={css.station}
              onClick={() => onChoose(place.code, station.id)}
            >
              {labelIn(station.label, i18n.resolvedLanguage ?? 'en')}
            </button>
          ))
        )}
        {missing.length > namedMax + 1 && (
          <span className={css.more}>{t('overview.more', { count: missing.length - namedMax })}</span>
        )}
      </div>
      <span className={css.score}>{score.points?.toFixed(2) ?? `${completion.filled}/${completion.of}`}</span>
    </li>
  );
}
