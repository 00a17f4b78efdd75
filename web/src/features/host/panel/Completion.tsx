import { useTranslation } from 'react-i18next';
import type { Tasting, TastingProgress } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Avatar } from '../../../ui/Avatar';
import { Card } from '../../../ui/Card';
import { Empty } from '../../../ui/Empty';
import { Meter } from '../../../ui/Meter';
import { Notice } from '../../../ui/Notice';
import { openness } from './exclusions';
import { LateSheets } from './LateSheets';
import css from './panel.module.css';

interface CompletionProps {
  live: RoomLive;
  session: Tasting;
  progress: TastingProgress | undefined;
  late: number;
  nameOf: (user: string) => string;
}

/** How far everybody is: counts only, which the host may always see. */
export function Completion({ live, session, progress, late, nameOf }: CompletionProps) {
  const { t } = useTranslation('host');
  if (!progress || progress.cuppers.length === 0) {
    return (
      <Empty title={t('completion.none')}>
        <p>{t(session.moment.step === 'lobby' ? 'completion.noneLobby' : 'completion.noneWords')}</p>
      </Empty>
    );
  }
  const cuppers = progress.cuppers.toSorted((one, other) => nameOf(one.user).localeCompare(nameOf(other.user)));
  return (
    <div className={css.stack}>
      <Card
        level={3}
        title={t('completion.title')}
        aside={t('completion.of', { complete: progress.complete, of: progress.of })}
      >
        <Meter label={t('completion.title')} value={progress.complete} of={progress.of} showNumbers={false} />
        <div className={css.two}>
          <CountTable
            caption={t('completion.byCupper')}
            rows={cuppers.map(({ user, complete, of }) => ({
              key: user,
              name: (
                <span className={css.person}>
                  <Avatar name={nameOf(user)} id={user} />
                  {nameOf(user)}
                </span>
              ),
              label: nameOf(user),
              complete,
              of,
            }))}
          />
          <CountTable
            caption={t('completion.bySample')}
            rows={progress.samples.map(({ code, complete, of }) => ({
              key: code,
              name: <span className={css.code}>{code}</span>,
              label: code,
              complete,
              of,
            }))}
          />
        </div>
      </Card>
      <Notice>{t(`openness.${openness(session)}`)}</Notice>
      <LateSheets live={live} session={session} late={late} nameOf={nameOf} />
    </div>
  );
}

interface CountRow {
  key: string;
  name: React.ReactNode;
  label: string;
  complete: number;
  of: number;
}

function CountTable({ caption, rows }: { caption: string; rows: readonly CountRow[] }) {
  const { t } = useTranslation('host');
  return (
    <table className={css.counts}>
      <caption>{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{caption}</th>
          <th scope="col">{t('completion.complete')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, label, complete, of }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>
              <Meter label={label} value={complete} of={of} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
