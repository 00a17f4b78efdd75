import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type TouchEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tasting, TastingForm } from '../../client';
import { IconButton } from '../../ui/Button';
import { Defects } from './fields/Defects';
import type { Editor } from './fields/editor';
import { FieldView } from './fields/FieldView';
import { placeOf } from './model/entry';
import { isUsualNow, type Station } from './model/form';
import type { Place } from './model/order';
import css from './SampleCard.module.css';
import { ScoreMark } from './ScoreMark';
import type { OpenSheet, SampleProgress } from './useProgress';

interface SampleCardProps {
  place: Place;
  station: Station;
  form: TastingForm;
  session: Tasting;
  sheet: OpenSheet;
  progress: SampleProgress | undefined;
  readOnly: boolean;
  onGo: (by: 1 | -1) => void;
  isFirst: boolean;
  isLast: boolean;
}

/** One sample at one station. Its code stands over every field, so that nothing lands on the wrong cup. */
export function SampleCard(props: SampleCardProps) {
  const { place, station, form, session, sheet, progress, readOnly, onGo, isFirst, isLast } = props;
  const { t } = useTranslation('phone');
  const swipe = useSwipe(onGo);
  if (!progress) {
    return null;
  }
  const editor: Editor = {
    readOnly,
    code: place.code,
    change: sheet.change,
    alternatives: (field) => sheet.open?.alternatives(['samples', place.code, ...placeOf(field)]) ?? [],
  };
  return (
    <section className={css.card} aria-label={t('sample.label', { code: place.code })} {...swipe}>
      <header className={css.band}>
        <IconButton label={t('sample.previous')} onClick={() => onGo(-1)} disabled={isFirst} className={css.step}>
          <ChevronLeft aria-hidden />
        </IconButton>
        <div className={css.which}>
          <h2 className={css.code}>{place.code}</h2>
          <p className={css.place}>
            {place.flight === undefined
              ? t('sample.calibration')
              : session.flights > 1
                ? t('sample.placeInFlight', { ...place })
                : t('sample.place', { position: place.position, of: place.of })}
          </p>
        </div>
        <ScoreMark progress={progress} />
        <IconButton label={t('sample.next')} onClick={() => onGo(1)} disabled={isLast} className={css.step}>
          <ChevronRight aria-hidden />
        </IconButton>
      </header>
      <div className={css.fields}>
        {station.fields.map((field) => (
          <FieldView
            key={field.id}
            field={field}
            form={form}
            entry={progress.entry}
            editor={editor}
            isNow={isUsualNow(field, session.moment.step)}
            isAlone={station.fields.length === 1 && !station.defects}
          />
        ))}
        {station.defects && (
          <Defects form={form} entry={progress.entry} editor={editor} untyped={progress.score.untyped} />
        )}
      </div>
    </section>
  );
}

const farPx = 64;

/** A finger drawn across goes to the next sample; one that scrolls, or moves in a text, does not. */
function useSwipe(onGo: (by: 1 | -1) => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: (event: TouchEvent) => {
      const [touch, second] = [event.touches[0], event.touches[1]];
      const inText = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
      from.current = touch && !second && !inText ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd: (event: TouchEvent) => {
      const touch = event.changedTouches[0];
      if (from.current && touch) {
        const [x, y] = [touch.clientX - from.current.x, touch.clientY - from.current.y];
        if (Math.abs(x) > farPx && Math.abs(x) > 2 * Math.abs(y)) {
          onGo(x < 0 ? 1 : -1);
        }
      }
      from.current = null;
    },
  };
}
