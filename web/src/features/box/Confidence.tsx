import { ToggleGroup } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { confidences } from './ballot';
import css from './Confidence.module.css';

/** How sure one is, 1 to 5, as blocks that fill up. Arrow keys, and the digits 1 to 5, choose. */
export function Confidence({ value, onChange }: { value: number | undefined; onChange: (value: number) => void }) {
  const { t } = useTranslation('box');
  return (
    <div className={css.confidence}>
      <span id="confidence" className={css.label}>
        {t('confidence.title')}
      </span>
      <ToggleGroup.Root
        type="single"
        aria-labelledby="confidence"
        value={value === undefined ? '' : String(value)}
        onValueChange={(chosen) => chosen && onChange(Number(chosen))}
        className={css.blocks}
      >
        {confidences.map((level) => (
          <ToggleGroup.Item
            key={level}
            value={String(level)}
            className={css.block}
            data-filled={value !== undefined && level <= value ? true : undefined}
            aria-label={t('confidence.level', { level, words: t(`confidence.${level}`) })}
          >
            {level}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      <span className={css.words} aria-hidden>
        {value === undefined ? t('confidence.none') : t(`confidence.${value}`)}
      </span>
    </div>
  );
}

/** The same to look at only. */
export function ConfidenceMark({ value }: { value: number }) {
  const { t } = useTranslation('box');
  return (
    <span
      role="img"
      className={css.mark}
      aria-label={t('confidence.level', { level: value, words: t(`confidence.${value}`) })}
    >
      {confidences.map((level) => (
        <span key={level} className={css.pip} data-filled={level <= value || undefined} />
      ))}
    </span>
  );
}
