import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tasting, TastingForm } from '../../client';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { Loading } from '../../ui/Loading';
import { Notice } from '../../ui/Notice';
import { Tabs } from '../../ui/Tabs';
import css from './After.module.css';
import { Sheet } from './Sheet';
import { TableNotes } from './TableNotes';
import type { OpenSheet } from './useProgress';

const Results = lazy(() => import('./results/Results'));

interface AfterProps {
  live: RoomLive;
  view: RoomView | null;
  session: Tasting;
  form: TastingForm;
  sheet: OpenSheet;
}

type Tab = 'sheet' | 'table' | 'results';

/** After the lock: the own sheet to look at, the table's notes, and what the coffees were as they are revealed. */
export function After({ live, view, session, form, sheet }: AfterProps) {
  const { t } = useTranslation('phone');
  const { step } = session.moment;
  const isRevealing = step === 'reveal' || step === 'closed';
  const [chosen, setChosen] = useState<{ tab: Tab; step: string } | null>(null);
  const usual: Tab = isRevealing ? 'results' : step === 'discussion' ? 'table' : 'sheet';
  const tab = chosen?.step === step ? chosen.tab : usual;
  const results = { value: 'results' as const, label: t('after.results') };
  const tabs = [
    ...(isRevealing
      ? [{ ...results, panel: <Revealed live={live} session={session} form={form} sheet={sheet} /> }]
      : []),
    ...(session.notes
      ? [
          {
            value: 'table' as const,
            label: t('after.table'),
            panel: <TableNotes session={session} mayWrite={view !== null && step !== 'closed'} />,
          },
        ]
      : []),
    {
      value: 'sheet' as const,
      label: t('after.sheet'),
      panel: <Sheet live={live} session={session} form={form} sheet={sheet} readOnly />,
    },
  ];
  return (
    <div className={css.after}>
      <Standing session={session} saved={sheet.saved} />
      <Tabs label={t('after.parts')} value={tab} onChange={(value) => setChosen({ tab: value, step })} tabs={tabs} />
    </div>
  );
}

/** Where one's own entries stand: in, late, or too late. Said kindly: nobody loses what they wrote. */
function Standing({ session, saved }: { session: Tasting; saved: OpenSheet['saved'] }) {
  const { t } = useTranslation('phone');
  const { step } = session.moment;
  if (saved === 'queued' && (step === 'reveal' || step === 'closed')) {
    return <Notice>{t('after.tooLate')}</Notice>;
  }
  if (session.own?.late) {
    return <Notice>{t('after.late')}</Notice>;
  }
  return step === 'lock' || step === 'discussion' ? <Notice kind="good">{t('after.locked')}</Notice> : null;
}

function Revealed(props: Omit<AfterProps, 'view'>) {
  return (
    <Suspense fallback={<Loading />}>
      <Results {...props} />
    </Suspense>
  );
}
