import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/Field';
import { Segmented } from '../../ui/Segmented';
import { cupsMax, type SessionDraft, titleMax } from './draft';
import type { Change } from './SetUp';
import css from './setup.module.css';

interface BasicsProps {
  draft: SessionDraft;
  change: Change;
  errorOf: (field: string) => string | undefined;
}

/** What the session is called, and how it is tasted. */
export function Basics({ draft, change, errorOf }: BasicsProps) {
  const { t } = useTranslation('setup');
  const automaticHint = useId();
  return (
    <>
      <TextField
        label={t('name')}
        placeholder={t('namePlaceholder')}
        hint={t('nameHint')}
        error={errorOf('title')}
        value={draft.title}
        maxLength={titleMax}
        required
        onChange={(event) => change({ title: event.target.value })}
      />
      <TextField
        label={t('cups')}
        hint={t('cupsHint')}
        error={errorOf('cups')}
        type="number"
        inputMode="numeric"
        min={1}
        max={cupsMax}
        className={css.short}
        value={draft.cups}
        onChange={(event) => change({ cups: event.target.value })}
      />
      <div className={css.setting}>
        <span className={css.label}>{t('ordering.label')}</span>
        <Segmented
          label={t('ordering.label')}
          value={draft.ordering}
          onChange={(ordering) => change({ ordering })}
          options={[
            { value: 'square', label: t('ordering.square') },
            { value: 'table', label: t('ordering.table') },
          ]}
        />
        <p className={css.hint} aria-live="polite">
          {t(`ordering.${draft.ordering}Hint`)}
        </p>
      </div>
      <label className={css.check}>
        <input
          type="checkbox"
          checked={draft.automatic}
          aria-describedby={automaticHint}
          onChange={(event) => change({ automatic: event.target.checked })}
        />
        <span>
          <span className={css.label}>{t('automatic')}</span>
          <span id={automaticHint} className={css.hint}>
            {t('automaticHint')}
          </span>
        </span>
      </label>
    </>
  );
}
