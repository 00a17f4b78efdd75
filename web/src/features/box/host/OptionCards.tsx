import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/Card';
import { TextArea, TextField } from '../../../ui/Field';
import { Notice } from '../../../ui/Notice';
import boxCss from '../Box.module.css';
import { traits } from '../taste';
import { type BoxDraft, type Problem, secondsMax } from './draft';
import css from './Host.module.css';

interface OptionsProps {
  draft: BoxDraft;
  change: (news: Partial<BoxDraft>) => void;
  problems: readonly Problem[];
}

/** What those who guess are asked, and who they are. */
export function FormCard({ draft, change, problems }: OptionsProps) {
  const { t } = useTranslation('box');
  return (
    <Card title={t('schedule.form')}>
      <Check checked={draft.fromList} onChange={(fromList) => change({ fromList })}>
        {t('schedule.fromList')}
      </Check>
      {draft.fromList && (
        <TextArea
          label={t('schedule.others')}
          hint={t('schedule.othersHint')}
          value={draft.others}
          onChange={({ target }) => change({ others: target.value })}
        />
      )}
      <fieldset className={css.group}>
        <legend>{t('schedule.fields')}</legend>
        <div className={css.checks}>
          {traits.map((trait) => (
            <Check
              key={trait}
              checked={draft.fields.includes(trait)}
              onChange={(isAsked) =>
                change({ fields: traits.filter((one) => (one === trait ? isAsked : draft.fields.includes(one))) })
              }
            >
              {t(`trait.${trait}`)}
            </Check>
          ))}
        </div>
      </fieldset>
      {problems.includes('nothingAsked') && <Notice kind="error">{t('problem.nothingAsked')}</Notice>}
      <Check checked={draft.openToAll} onChange={(openToAll) => change({ openToAll })}>
        {t('schedule.openToAll')}
      </Check>
      <Check checked={draft.spectators} onChange={(spectators) => change({ spectators })}>
        {t('schedule.spectators')}
      </Check>
      <Check checked={draft.standings} onChange={(standings) => change({ standings })}>
        {t('schedule.standings')}
      </Check>
    </Card>
  );
}

/** How fast it goes, and what happens by itself. */
export function TimingCard({ draft, change, problems }: OptionsProps) {
  const { t } = useTranslation('box');
  const error = problems.includes('badSeconds') ? t('problem.badSeconds', { max: secondsMax }) : undefined;
  return (
    <Card title={t('schedule.timing')}>
      <div className={css.fields}>
        {(['countdown', 'interval'] as const).map((name) => (
          <TextField
            key={name}
            label={t(`schedule.${name}`)}
            inputMode="numeric"
            value={draft[name]}
            error={name === 'countdown' ? error : undefined}
            onChange={({ target }) => change({ [name]: target.value })}
          />
        ))}
      </div>
      <details className={css.more} open={problems.includes('badOrder') || undefined}>
        <summary>{t('schedule.byItself')}</summary>
        <div className={css.fields}>
          {(['opensAt', 'locksAt', 'startsAt'] as const).map((name) => (
            <TextField
              key={name}
              type="datetime-local"
              label={t(`schedule.${name}`)}
              value={draft[name]}
              error={name === 'startsAt' && problems.includes('badOrder') ? t('problem.badOrder') : undefined}
              onChange={({ target }) => change({ [name]: target.value })}
            />
          ))}
        </div>
      </details>
    </Card>
  );
}

function Check({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <label className={boxCss.check}>
      <input type="checkbox" checked={checked} onChange={({ target }) => onChange(target.checked)} />
      {children}
    </label>
  );
}
