/** The boxes of a form, as the consensus offers them. Pure. */
import type { Label, Named, TastingForm } from '../../../client';

export interface WordGroup {
  id: string;
  /** Of each field that offers these words. */
  labels: readonly Label[];
  words: readonly Named[];
}

/** A word stands once, though several fields offer it: it is ticked once for the coffee. The same name with another id stands in its own group. */
export function groupsOf(form: TastingForm): readonly WordGroup[] {
  const groups = new Map<string, WordGroup>();
  for (const field of form.fields) {
    if (field.type === 'ticks') {
      const same = field.options.map(({ id }) => id).join(' ');
      const known = groups.get(same);
      groups.set(
        same,
        known
          ? { ...known, labels: [...known.labels, field.label] }
          : { id: field.id, labels: [field.label], words: field.options },
      );
    }
  }
  const shown = new Set<string>();
  return [...groups.values()].map((group) => {
    const words = group.words.filter(({ id }) => !shown.has(id));
    for (const { id } of words) {
      shown.add(id);
    }
    return { ...group, words };
  });
}
