import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Identity, SampleResult, TastingForm } from '../../../client';
import { readEntry } from '../model/entry';
import { labelIn } from '../model/form';
import { scoreOf } from '../model/score';
import css from './Results.module.css';

const Histogram = lazy(async () => ({ default: (await import('../../../charts/Histogram')).Histogram }));
const Radar = lazy(async () => ({ default: (await import('../../../charts/Radar')).Radar }));

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
  const language = i18n.resolvedLanguage ?? 'en';
  const { panel, identity } = sample;
  const entry = readEntry(form, cups, own);
  const mine = own === undefined ? undefined : scoreOf(form, entry).points;
  const off = mine === undefined || panel.mean === undefined ? undefined : mine - panel.mean;
  const axes = form.fields.flatMap((field) => {
    const value = field.type === 'scale' ? entry.scales.get(field.id) : undefined;
    return value === undefined ? [] : [{ id: field.id, label: labelIn(field.label, language), value }];
  });
  const ends = form.fields.find((field) => field.type === 'scale');
  return (
    <article className={css.sample}>
      <header className={css.head}>
        <span className={css.code}>{sample.code}</span>
        <div className={css.what}>
          <h2 className={css.name}>{identity?.name ?? sample.code}</h2>
          {identity && <p className={css.origin}>{origin(identity)}</p>}
        </div>
      </header>
      <dl className={css.figures}>
        <Figure label={t('results.panel')} value={panel.mean?.toFixed(2)} note={t('results.scores', { count: panel.scores, of: panel.of })} />
        {own !== undefined && (
          <Figure label={t('results.own')} value={mine?.toFixed(2)} note={off === undefined ? '' : t('results.off', { points: signed(off) })} />
        )}
      </dl>
      {panel.histogram && panel.mean !== undefined && panel.median !== undefined && (
        <Suspense>
          <Histogram histogram={panel.histogram} mean={panel.mean} median={panel.median} label={t('results.histogram', { code: sample.code })} />
        </Suspense>
      )}
      {axes.length > 2 && ends?.type === 'scale' && (
        <Suspense>
          <Radar axes={axes} max={ends.max} min={ends.min} label={t('results.radar', { code: sample.code })} />
        </Suspense>
      )}
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
