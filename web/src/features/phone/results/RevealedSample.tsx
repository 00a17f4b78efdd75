import { useTranslation } from 'react-i18next';
import { FlavorCloud, formLanguage, Histogram, Radar, radarsOf, useScaleLabel, wordsOf } from '../../../charts';
import type { Identity, SampleResult, TastingForm } from '../../../client';
import { readEntry } from '../model/entry';
import { completionOf, scoreOf } from '../model/score';
import css from './Results.module.css';

interface RevealedSampleProps {
  sample: SampleResult;
  form: TastingForm;
  cups: number;
  /** What the own sheet has of it. */
  own: unknown;
}

/** A coffee with its name, the panel's score, and one's own beside it. */
export function RevealedSample({ sample, form, cups, own }: RevealedSampleProps) {
  const { t, i18n } = useTranslation('phone');
  const language = formLanguage(i18n.resolvedLanguage);
  const scaleLabel = useScaleLabel();
  const { panel, identity, code } = sample;
  const entry = readEntry(form, cups, own);
  const mine = own === undefined ? undefined : scoreOf(form, entry).points;
  const { filled, of } = completionOf(form, entry);
  const off = mine === undefined || panel.mean === undefined ? undefined : mine - panel.mean;
  const words = wordsOf(form, panel.descriptors, language);
  return (
    <article className={css.sample}>
      <header className={css.head}>
        <span className={css.code}>{code}</span>
        <div className={css.what}>
          <h2 className={css.name}>{identity?.name ?? code}</h2>
          {identity && <p className={css.origin}>{origin(identity)}</p>}
        </div>
      </header>
      <dl className={css.figures}>
        <Figure
          label={t('results.panel')}
          value={panel.mean?.toFixed(2)}
          note={t('results.scores', { count: panel.scores, of: panel.of })}
        />
        {own !== undefined && (
          <Figure
            label={t('results.own')}
            value={mine?.toFixed(2) ?? `${filled}/${of}`}
            note={off === undefined ? '' : t('results.off', { points: signed(off) })}
          />
        )}
      </dl>
      {panel.histogram && panel.scores > 0 && (
        <Histogram
          histogram={panel.histogram}
          mean={panel.mean}
          median={panel.median}
          label={t('results.histogram', { code })}
        />
      )}
      {radarsOf(form, panel.fields ?? [], language, Object.fromEntries(entry.scales)).map((scale) => (
        <Radar key={`${scale.min} ${scale.max}`} {...scale} label={scaleLabel(scale)} />
      ))}
      {words.length > 0 && <FlavorCloud words={words} of={panel.of} label={t('results.words', { code })} />}
    </article>
  );
}

function Figure({ label, value, note }: { label: string; value: string | undefined; note: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={css.figure}>{value ?? '–'}</dd>
      {note && <dd className={css.note}>{note}</dd>}
    </div>
  );
}

function origin({ producer, country, region, variety, process }: Identity): string {
  return [producer, region, country, variety, process].filter(Boolean).join(' · ');
}

function signed(points: number): string {
  return `${points >= 0 ? '+' : '−'}${Math.abs(points).toFixed(2)}`;
}
