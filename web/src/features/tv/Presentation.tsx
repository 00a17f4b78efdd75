import { useTranslation } from 'react-i18next';
import {
  FlavorCloud,
  formLanguage,
  Histogram,
  Radar,
  radarsOf,
  useNumbers,
  useScaleLabel,
  wordsOf,
} from '../../charts';
import type { Identity, PanelView, TastingForm } from '../../client';
import { classes } from '../../ui/classes';
import { detailsOf, originOf } from './identity';
import css from './Presentation.module.css';

interface PresentationProps {
  code: string;
  identity: Identity;
  panel: PanelView | undefined;
  form: TastingForm | undefined;
}

/** A code becomes a coffee: first what it is called, then what the panel made of it. */
export function Presentation({ code, identity, panel, form }: PresentationProps) {
  const { t } = useTranslation('tv');
  const { points } = useNumbers();
  const origin = originOf(identity);
  return (
    <article className={css.presentation}>
      <p aria-hidden className={css.curtain}>
        <span>{code}</span>
      </p>
      <div className={css.coffee}>
        <p className={css.code}>{t('reveal.code', { code })}</p>
        <h2 aria-live="polite" className={css.name}>
          {identity.name}
        </h2>
        {origin && <p className={css.origin}>{origin}</p>}
        <ul className={css.details}>
          {detailsOf(identity).map((detail) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
        {panel?.mean !== undefined && (
          <p className={css.score}>
            <span className={css.mean}>{points(panel.mean)}</span>
            <span className={css.of}>{t('reveal.mean', { scores: panel.scores, of: panel.of })}</span>
            {panel.adapted && <span className={css.of}>{t('reveal.adapted')}</span>}
          </p>
        )}
      </div>
      {panel && <Charts panel={panel} form={form} />}
    </article>
  );
}

/** A wall does not scroll: beside a histogram there is room for fewer words. Those that most cuppers named come first. */
const wordsMax = { alone: 16, besideScores: 9 };

function Charts({ panel, form }: { panel: PanelView; form: TastingForm | undefined }) {
  const { t, i18n } = useTranslation('tv');
  const scaleLabel = useScaleLabel();
  const language = formLanguage(i18n.resolvedLanguage);
  const radars = form ? radarsOf(form, panel.fields ?? [], language) : [];
  const named = panel.descriptors.slice(0, panel.histogram ? wordsMax.besideScores : wordsMax.alone);
  const words = form ? wordsOf(form, named, language) : [];
  return (
    <div className={css.charts}>
      {(panel.histogram || words.length > 0) && (
        <div className={css.column}>
          {panel.histogram && (
            <div className={classes(css.chart, css.flat)}>
              <Histogram
                histogram={panel.histogram}
                mean={panel.mean}
                median={panel.median}
                label={t('reveal.scores')}
                fill
                tableBy="spoken"
              />
            </div>
          )}
          {words.length > 0 && (
            <div className={css.cloud}>
              <FlavorCloud words={words} of={panel.of} label={t('reveal.words')} tableBy="spoken" />
            </div>
          )}
        </div>
      )}
      {radars.length > 0 && (
        <div className={css.column}>
          {radars.slice(0, 2).map((radar) => (
            <div key={`${radar.min}/${radar.max}`} className={css.chart}>
              <Radar {...radar} label={scaleLabel(radar)} fill tableBy="spoken" />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
