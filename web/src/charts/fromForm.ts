/** From what a panel made of a sample, by its form, to what is drawn of it. */
import type { FieldMean, Label, TastingForm } from '../client';
import type { Word } from './cloudLayout';
import { type Axis, axesMin } from './radarLayout';

type Language = keyof Label;

export interface Scale {
  min: number;
  max: number;
  axes: Axis[];
}

/** i18next names languages by strings; forms have two. */
export function formLanguage(language: string | undefined): Language {
  return language === 'ko' ? 'ko' : 'en';
}

/**
 * One radar for each scale that enough fields share, in the form's order: intensities from 0 to 15 never stand among impressions from 1 to 9.
 *
 * @param own by field, where the reader's own are to be shown beside the panel's
 */
export function radarsOf(
  form: TastingForm,
  fields: readonly FieldMean[],
  language: Language,
  own?: Readonly<Record<string, number>>,
): Scale[] {
  const means = new Map(fields.map(({ id, mean }) => [id, mean]));
  const scales: Scale[] = [];
  for (const field of form.fields) {
    if (field.type !== 'scale' || !(means.has(field.id) || own?.[field.id] !== undefined)) {
      continue;
    }
    let scale = scales.find(({ min, max }) => min === field.min && max === field.max);
    if (!scale) {
      scale = { min: field.min, max: field.max, axes: [] };
      scales.push(scale);
    }
    const ownValue = own?.[field.id];
    scale.axes.push({
      id: field.id,
      label: field.label[language],
      value: means.get(field.id),
      ...(ownValue === undefined ? {} : { own: ownValue }),
    });
  }
  return scales.filter(({ axes }) => axes.length >= axesMin);
}

/** The words of what was ticked. What the form does not know is shown as it is called. */
export function wordsOf(
  form: TastingForm,
  descriptors: readonly { id: string; cuppers: number }[],
  language: Language,
): Word[] {
  const options = form.fields.flatMap((field) => (field.type === 'ticks' ? field.options : []));
  return descriptors.map(({ id, cuppers }) => {
    const option = options.find((one) => one.id === id);
    return { id, cuppers, label: option?.label[language] ?? id, family: option?.parent ?? id };
  });
}
