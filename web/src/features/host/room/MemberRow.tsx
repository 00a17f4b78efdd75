import { MessageSquareOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Member, Role, Room } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Avatar } from '../../../ui/Avatar';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { Select } from '../../../ui/Field';
import panelCss from '../panel/panel.module.css';
import { BanDialog } from './BanDialog';
import type { Run } from './Moderation';
import css from './room.module.css';

const roles: readonly Role[] = [
  'host',
  'assistant',
  'moderator',
  'cupper',
  'partner',
  'observer',
  'guest',
  'editor',
  'display',
];
const muteMs = 10 * 60_000;

interface MemberRowProps {
  live: RoomLive;
  room: Room;
  member: Member;
  mayAdminister: boolean;
  muted: boolean;
  run: Run;
}

export function MemberRow({ live, room, member, mayAdminister, muted, run }: MemberRowProps) {
  const { t } = useTranslation('host');
  const { user, name, role } = member;
  const [banning, setBanning] = useState(false);
  const isSelf = user === live.me;
  const ofRoom = { room: room.id, user };
  return (
    <tr>
      <th scope="row">
        <span className={panelCss.person}>
          <Avatar name={name} id={user} />
          {name}
          {isSelf && <span className={panelCss.quiet}>({t('common:you')})</span>}
          {muted && (
            <Badge tone="amber" icon={<MessageSquareOff aria-hidden />}>
              {t('members.muted')}
            </Badge>
          )}
        </span>
      </th>
      <td>
        {mayAdminister && user !== room.owner ? (
          <Select
            label={t('members.roleOf', { name })}
            labelHidden
            value={role}
            onChange={(event) => {
              const chosen = event.target.value as Role;
              void run(
                () => live.client.send('room.set-role', { ...ofRoom, role: chosen }),
                t('members.roleSet', { name }),
              );
            }}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {t(`common:role.${one}`)}
              </option>
            ))}
          </Select>
        ) : (
          t(`common:role.${role}`)
        )}
      </td>
      <td>
        {!isSelf && user !== room.owner && (
          <div className={css.deeds}>
            <Button
              look="quiet"
              aria-label={t(muted ? 'members.unmuteWhom' : 'members.muteWhom', { name })}
              onClick={() =>
                void (muted
                  ? run(() => live.client.send('room.unmute', ofRoom), t('members.unmutedNow', { name }))
                  : run(
                      () => live.client.send('room.mute', { ...ofRoom, untilMs: Date.now() + muteMs }),
                      t('members.mutedNow', { name }),
                    ))
              }
            >
              {t(muted ? 'members.unmute' : 'members.mute')}
            </Button>
            <Button
              look="quiet"
              aria-label={t('members.kickWhom', { name })}
              onClick={() => void run(() => live.client.send('room.kick', ofRoom), t('members.kicked', { name }))}
            >
              {t('members.kick')}
            </Button>
            <Button look="quiet" aria-label={t('members.banWhom', { name })} onClick={() => setBanning(true)}>
              {t('members.ban')}
            </Button>
          </div>
        )}
        {banning && (
          <BanDialog live={live} room={room.id} member={member} run={run} onClose={() => setBanning(false)} />
        )}
      </td>
    </tr>
  );
}
