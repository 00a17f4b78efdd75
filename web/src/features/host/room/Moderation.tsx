import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../app/errorWords';
import type { Member, Tasting } from '../../../client';
import { useLine } from '../../../live/connection';
import type { RoomView } from '../../../live/reducers';
import type { RoomLive } from '../../../live/room';
import { useServerNow } from '../../../live/useServerNow';
import { Button } from '../../../ui/Button';
import { Card } from '../../../ui/Card';
import { Select } from '../../../ui/Field';
import { ScrollRegion } from '../../../ui/ScrollRegion';
import { toast } from '../../../ui/Toasts';
import panelCss from '../panel/panel.module.css';
import { Audit } from './Audit';
import { MemberRow } from './MemberRow';
import { useSanctions } from './useSanctions';

/** Seconds between two messages of one person. */
const slowModes = [0, 5, 15, 30, 60, 300];

interface ModerationProps {
  live: RoomLive;
  view: RoomView;
  session: Tasting;
  members: readonly Member[];
  nameOf: (user: string) => string;
}

/** Who is in the room and as what, and what may be done about it. */
export function Moderation({ live, view, session, members, nameOf }: ModerationProps) {
  const { t } = useTranslation('host');
  const words = useErrorWords();
  const nowMs = useServerNow(useLine(), 10_000);
  const sanctions = useSanctions(live, view.room.id);
  const room = view.room.id;
  const run = async (command: () => Promise<unknown>, done: string) => {
    try {
      await command();
      toast(done, 'good');
    } catch (failure) {
      toast(words(failure), 'error');
    }
  };
  const seconds = Math.round(view.room.slowModeMs / 1_000);
  return (
    <div className={panelCss.stack}>
      <Card
        level={3}
        title={t('members.title')}
        aside={
          <Select
            label={t('members.slowMode')}
            labelHidden
            value={seconds}
            onChange={(event) => {
              const slowModeMs = Number(event.target.value) * 1_000;
              void run(() => live.client.send('room.update', { room, slowModeMs }), t('members.slowModeSet'));
            }}
          >
            {[...new Set([...slowModes, seconds])]
              .toSorted((one, other) => one - other)
              .map((value) => (
                <option key={value} value={value}>
                  {value === 0 ? t('members.noSlowMode') : t('members.slowModeOf', { count: value })}
                </option>
              ))}
          </Select>
        }
      >
        <ScrollRegion label={t('members.title')}>
          <table className={panelCss.table}>
            <thead>
              <tr>
                <th scope="col">{t('members.name')}</th>
                <th scope="col">{t('members.role')}</th>
                <th scope="col">
                  <span className="sr-only">{t('members.decide')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {members.map((member) => (
                <MemberRow
                  key={member.user}
                  live={live}
                  room={view.room}
                  member={member}
                  mayAdminister={view.permissions.includes('administer')}
                  muted={isOn(sanctions.muted[member.user], nowMs)}
                  run={run}
                />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        <Banned live={live} room={room} banned={sanctions.banned} nowMs={nowMs} nameOf={nameOf} run={run} />
      </Card>
      <Audit live={live} session={session} nameOf={nameOf} />
    </div>
  );
}

export type Run = (command: () => Promise<unknown>, done: string) => Promise<void>;

function isOn(sanction: { untilMs?: number } | undefined, nowMs: number): boolean {
  return sanction !== undefined && (sanction.untilMs ?? Number.POSITIVE_INFINITY) > nowMs;
}

interface BannedProps {
  live: RoomLive;
  room: string;
  banned: Readonly<Record<string, { untilMs?: number; reason?: string }>>;
  nowMs: number;
  nameOf: (user: string) => string;
  run: Run;
}

function Banned({ live, room, banned, nowMs, nameOf, run }: BannedProps) {
  const { t, i18n } = useTranslation('host');
  const out = Object.entries(banned).filter(([, ban]) => isOn(ban, nowMs));
  if (out.length === 0) {
    return null;
  }
  return (
    <div>
      <h4 className={panelCss.minor}>{t('members.banned')}</h4>
      <ul className={panelCss.list}>
        {out.map(([user, { untilMs, reason }]) => (
          <li key={user} className={panelCss.line}>
            <span>
              {nameOf(user)}{' '}
              <span className={panelCss.quiet}>
                {untilMs === undefined
                  ? t('members.forever')
                  : t('members.until', { when: new Date(untilMs).toLocaleString(i18n.resolvedLanguage) })}
                {reason && ` · ${reason}`}
              </span>
            </span>
            <Button
              onClick={() => void run(() => live.client.send('room.unban', { room, user }), t('members.unbanned'))}
            >
              {t('members.unban')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
