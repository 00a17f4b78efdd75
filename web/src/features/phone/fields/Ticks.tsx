import { Check } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Named, TicksField } from '../../../client';
import { classes } from '../../../ui/classes';
import { labelIn } from '../model/form';
import { setTick } from '../model/marks';
import { groupsOf, mayPress, remainingOf } from '../model/ticks';
import type { FieldProps } from './editor';
import css from './Ticks.module.css';

/** Boxes below their parents. When all that may be are ticked, the others are closed, and it says what opens them. */
export function Ticks({ field, entry, editor, labelId }: FieldProps<TicksField>) {
  const { t } = useTranslation('phone');
  const hintId = useId();
  const ticked = entry.ticks.get(field.id) ?? [];
  const isFull = remainingOf(field, ticked) <= 0;
  const box = (option: Named, isParent: boolean) => (
    <Box
      key={option.id}
      option={option}
      isParent={isParent}
      isTicked={ticked.includes(option.id)}
      isOpen={!editor.readOnly && mayPress(field, ticked, option.id)}
      hintId={isFull ? hintId : undefined}
      onPress={(yes) => editor.change((draft) => setTick(draft, editor.code, field.id, option.id, yes))}
    />
  );
  const groups = groupsOf(field);
  const isFlat = groups.every(({ children }) => children.length === 0);
  return (
    <div role="group" aria-labelledby={labelId} className={isFlat ? css.flat : css.groups}>
      {groups.map(({ parent, children }) =>
        isFlat ? (
          box(parent, false)
        ) : (
          <div key={parent.id} className={css.family}>
            {box(parent, true)}
            {children.map((child) => box(child, false))}
          </div>
        ),
      )}
      {isFull && !editor.readOnly && (
        <p id={hintId} className={css.hint}>
          {t('ticks.full', { count: field.max })}
        </p>
      )}
    </div>
  );
}

interface BoxProps {
  option: Named;
  isParent: boolean;
  isTicked: boolean;
  isOpen: boolean;
  hintId: string | undefined;
  onPress: (yes: boolean) => void;
}

function Box({ option, isParent, isTicked, isOpen, hintId, onPress }: BoxProps) {
  const { i18n } = useTranslation('phone');
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={isTicked}
      aria-disabled={!isOpen || undefined}
      aria-describedby={isOpen ? undefined : hintId}
      className={classes(css.box, isParent && css.parent)}
      onClick={() => isOpen && onPress(!isTicked)}
    >
      {isTicked && <Check aria-hidden />}
      {labelIn(option.label, i18n.resolvedLanguage ?? 'en')}
    </button>
  );
}
