import { PackageOpen, Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../app/errorWords';
import type { Line } from '../../../live/connection';
import { Button } from '../../../ui/Button';
import { Card } from '../../../ui/Card';
import { TextField } from '../../../ui/Field';
import { Notice } from '../../../ui/Notice';
import { Page } from '../../../ui/Page';
import { labelsOf } from '../ballot';
import { isOrderId } from '../ids';
import { CoffeeFields } from './CoffeeFields';
import { type BoxDraft, coffeesMax, emptyBox, emptyCoffee, problemsOf, toSchedule } from './draft';
import css from './Host.module.css';
import { FormCard, TimingCard } from './OptionCards';

interface ScheduleFormProps {
  line: Line;
  /** The order that it is for; chosen here when absent. */
  orderId: string | undefined;
  suggested: string;
  onScheduled: (orderId: string) => void;
}

/** Puts a box together. What is in it leaves this page once, and is sealed; nothing of it is kept here. */
export function ScheduleForm({ line, orderId, suggested, onScheduled }: ScheduleFormProps) {
  const { t } = useTranslation('box');
  const words = useErrorWords();
  const [order, setOrder] = useState(orderId ?? suggested);
  const [draft, setDraft] = useState<BoxDraft>(emptyBox);
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const problems = problemsOf(draft);
  const change = (news: Partial<BoxDraft>) => setDraft((now) => ({ ...now, ...news }));

  const schedule = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.length > 0 || !isOrderId(order)) {
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await line.client.send('blindbox.schedule', toSchedule(draft, order));
      setDraft(emptyBox());
      onScheduled(order);
    } catch (problem) {
      setFailure(problem);
      setBusy(false);
    }
  };

  return (
    <Page title={t('schedule.title')}>
      <header>
        <h1>{t('schedule.title')}</h1>
        <p className={css.hint}>{t('schedule.words')}</p>
      </header>
      <form onSubmit={(event) => void schedule(event)} className={css.form} noValidate autoComplete="off">
        <Card title={t('schedule.box')}>
          <div className={css.fields}>
            <TextField
              label={t('schedule.name')}
              value={draft.title}
              maxLength={120}
              error={isTried && problems.includes('noTitle') ? t('problem.noTitle') : undefined}
              onChange={({ target }) => change({ title: target.value })}
            />
            {orderId === undefined && (
              <TextField
                label={t('schedule.order')}
                hint={t('schedule.orderHint')}
                value={order}
                maxLength={64}
                autoCapitalize="none"
                spellCheck={false}
                error={isOrderId(order) ? undefined : t('host.badOrder')}
                onChange={({ target }) => setOrder(target.value)}
              />
            )}
          </div>
        </Card>
        <Coffees draft={draft} setDraft={setDraft} isTried={isTried} />
        <FormCard draft={draft} change={change} problems={isTried ? problems : []} />
        <TimingCard draft={draft} change={change} problems={isTried ? problems : []} />
        {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
        {isTried && problems.length > 0 && <Notice kind="error">{t('problem.some')}</Notice>}
        <Button
          type="submit"
          look="primary"
          size="l"
          icon={<PackageOpen aria-hidden />}
          busy={busy}
          className={css.start}
        >
          {t('schedule.seal')}
        </Button>
      </form>
    </Page>
  );
}

interface CoffeesProps {
  draft: BoxDraft;
  setDraft: (change: (now: BoxDraft) => BoxDraft) => void;
  isTried: boolean;
}

function Coffees({ draft, setDraft, isTried }: CoffeesProps) {
  const { t } = useTranslation('box');
  const labels = labelsOf(draft.coffees.length);
  return (
    <Card title={t('schedule.coffees')} aside={t('schedule.coffeesHint')}>
      {isTried && problemsOf(draft).includes('noCoffee') && <Notice kind="error">{t('problem.noCoffee')}</Notice>}
      <ol className={css.coffees}>
        {draft.coffees.map((coffee, at) => (
          <CoffeeFields
            key={coffee.key}
            label={labels[at] ?? ''}
            coffee={coffee}
            onChange={(changed) => setDraft((now) => ({ ...now, coffees: now.coffees.with(at, changed) }))}
            onRemove={
              draft.coffees.length > 1
                ? () => setDraft((now) => ({ ...now, coffees: now.coffees.filter(({ key }) => key !== coffee.key) }))
                : undefined
            }
          />
        ))}
      </ol>
      {draft.coffees.length < coffeesMax && (
        <Button
          icon={<Plus aria-hidden />}
          className={css.start}
          onClick={() => setDraft((now) => ({ ...now, coffees: [...now.coffees, emptyCoffee()] }))}
        >
          {t('schedule.addCoffee')}
        </Button>
      )}
    </Card>
  );
}
