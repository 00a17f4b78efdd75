import { Check, Coffee, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CupsField, TastingForm } from '../../../client';
import { classes } from '../../../ui/classes';
import { setCup, setRow } from '../model/marks';
import css from './CupsRow.module.css';
import type { FieldProps } from './editor';

/** A yes or no for each cup. Where a yes earns points it has to be said; where it takes some away, no mark means none. */
export function CupsRow({ field, form, entry, editor, labelId }: FieldProps<CupsField>) {
  const { t } = useTranslation('phone');
  const row = entry.rows.get(field.id);
  const earns = earnsPoints(form, field.id);
  const press = (cup: number) =>
    editor.change((draft) => setCup(draft, editor.code, field.id, entry.cups, cup, !row?.[cup]));
  const all = Array.from({ length: entry.cups }, () => true);
  const Mark = earns ? Check : TriangleAlert;
  return (
    <div className={css.whole}>
      <div role="group" aria-labelledby={labelId} className={css.row}>
        {all.map((_, cup) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a cup is its place
            key={cup}
            type="button"
            aria-pressed={row?.[cup] ?? false}
            aria-label={t('cups.cup', { number: cup + 1 })}
            disabled={editor.readOnly}
            className={classes(css.cup, earns ? css.good : css.bad)}
            onClick={() => press(cup)}
          >
            {row?.[cup] ? <Mark aria-hidden /> : <Coffee aria-hidden className={css.empty} />}
            <span>{cup + 1}</span>
          </button>
        ))}
      </div>
      {earns && !editor.readOnly && !row?.every(Boolean) && (
        <div className={css.quick}>
          <button
            type="button"
            className={css.action}
            onClick={() => editor.change((draft) => setRow(draft, editor.code, field.id, all))}
          >
            {t('cups.all', { count: entry.cups })}
          </button>
          {!row && (
            <button
              type="button"
              className={css.action}
              onClick={() =>
                editor.change((draft) =>
                  setRow(
                    draft,
                    editor.code,
                    field.id,
                    all.map(() => false),
                  ),
                )
              }
            >
              {t('cups.none')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function earnsPoints(form: TastingForm, field: string): boolean {
  return form.scoring?.cups?.some((term) => term.field === field && term.points > 0) ?? false;
}
