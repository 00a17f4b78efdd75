import { Upload } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/errorWords';
import type { CremaClient, TastingForm } from '../../client';
import { useLine } from '../../live/connection';
import { type BodyProblem, HttpRefusal } from '../../live/http';
import type { RoomLive } from '../../live/room';
import { Button } from '../../ui/Button';
import { Loading } from '../../ui/Loading';
import { Notice } from '../../ui/Notice';
import type { SessionDraft } from './draft';
import { FormProblems } from './FormProblems';
import { bringForm } from './files';
import type { Change } from './SetUp';
import css from './setup.module.css';

interface FormChoiceProps {
  live: RoomLive;
  draft: SessionDraft;
  change: Change;
  error: string | undefined;
}

/** The forms that come with Crema and one's own, each with what it asks for. */
export function FormChoice({ live, draft, change, error }: FormChoiceProps) {
  const { t } = useTranslation('setup');
  const words = useErrorWords();
  const { forms, failure, reload } = useForms(live.client);
  const choose = (form: TastingForm) => change({ form: form.id, version: form.version, cups: String(form.cups) });
  if (failure) {
    return (
      <Notice kind="error" action={<Button onClick={() => void reload()}>{t('form.again')}</Button>}>
        {words(failure)}
      </Notice>
    );
  }
  if (!forms) {
    return <Loading />;
  }
  return (
    <>
      <fieldset className={css.forms}>
        <legend className="sr-only">{t('form.title')}</legend>
        {forms.map((form) => (
          <FormCard key={`${form.id} ${form.version}`} form={form} draft={draft} choose={choose} />
        ))}
      </fieldset>
      {error && <Notice kind="error">{error}</Notice>}
      <OwnForm
        onBrought={async (id) => {
          const now = await reload();
          const brought = now?.find((form) => form.id === id);
          if (brought) {
            choose(brought);
          }
        }}
      />
    </>
  );
}

interface FormCardProps {
  form: TastingForm;
  draft: SessionDraft;
  choose: (form: TastingForm) => void;
}

function FormCard({ form, draft, choose }: FormCardProps) {
  const { t, i18n } = useTranslation('setup');
  const language = i18n.resolvedLanguage === 'ko' ? 'ko' : 'en';
  const of = (type: string) => form.fields.filter((field) => field.type === type).length;
  return (
    <label className={css.formCard}>
      <input
        type="radio"
        name="form"
        checked={draft.form === form.id && draft.version === form.version}
        onChange={() => choose(form)}
      />
      <span className={css.formName}>{form.title[language]}</span>
      <span className={css.hint}>
        {[
          t(form.scoring ? 'form.scored' : 'form.recorded'),
          t('form.scales', { count: of('scale') }),
          t('form.cups', { count: form.cups }),
          ...(form.version > 1 ? [t('form.version', { version: form.version })] : []),
        ].join(' · ')}
      </span>
    </label>
  );
}

/** Those of the server's list, with their definitions; the list's order. */
function useForms(client: CremaClient) {
  const [forms, setForms] = useState<readonly TastingForm[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const reload = useCallback(async () => {
    try {
      const { forms: named } = await client.send('tasting.forms', {});
      const read = await Promise.all(named.map((one) => client.send('tasting.form', one)));
      const now = read.map(({ definition }) => definition);
      setForms(now);
      setFailure(null);
      return now;
    } catch (problem) {
      setFailure(problem);
      return null;
    }
  }, [client]);
  useEffect(() => void reload(), [reload]);
  return { forms, failure, reload };
}

function OwnForm({ onBrought }: { onBrought: (form: string) => Promise<void> }) {
  const { t } = useTranslation('setup');
  const words = useErrorWords();
  const line = useLine();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly BodyProblem[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const bring = async (file: File) => {
    if (!line) {
      return;
    }
    setBusy(true);
    setProblems([]);
    setFailure(null);
    try {
      const { form } = await bringForm(line.identity, file);
      await onBrought(form);
    } catch (refusal) {
      const told = refusal instanceof HttpRefusal ? refusal.problems : [];
      setProblems(told);
      setFailure(told.length > 0 ? null : words(refusal));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={css.own}>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) {
            void bring(file);
          }
        }}
      />
      <Button look="quiet" icon={<Upload aria-hidden />} busy={busy} onClick={() => input.current?.click()}>
        {t('form.bring')}
      </Button>
      {failure && <Notice kind="error">{failure}</Notice>}
      {problems.length > 0 && <FormProblems problems={problems} />}
    </div>
  );
}
