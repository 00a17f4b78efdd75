import { Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { Avatar } from '../../ui/Avatar';
import { Qr } from '../../ui/Qr';
import { rememberedJoin, rememberJoin } from './fragment';
import { usePeople } from './hooks';
import css from './Lobby.module.css';

interface LobbyProps {
  live: RoomLive;
  view: RoomView;
  heading: string;
  words: string;
}

/** Before the first step: how to come in, and who has. */
export function Lobby({ live, view, heading, words }: LobbyProps) {
  const { t } = useTranslation('tv');
  const join = useJoin(live, view);
  return (
    <div className={css.lobby}>
      <div className={css.door}>
        {join ? (
          <>
            <div className={css.code}>
              <Qr address={`${window.location.origin}/join#invitation=${join}`} label={t('lobby.qr')} size={1024} />
            </div>
            <p className={css.scan}>{t('lobby.scan')}</p>
            <p className={css.name}>{t('lobby.name')}</p>
            <p className={css.address}>{window.location.host}</p>
          </>
        ) : (
          <p className={css.scan}>{t('lobby.askHost')}</p>
        )}
      </div>
      <div className={css.welcome}>
        <h2 className={css.heading}>{heading}</h2>
        <p className={css.words}>{words}</p>
        <Guests live={live} />
      </div>
    </div>
  );
}

/** What the host's link brought along. Who may invite by themselves asks for one. */
function useJoin(live: RoomLive, { room, permissions }: RoomView): string | null {
  const [join, setJoin] = useState(() => rememberedJoin(room.id));
  const mayInvite = permissions.includes('invite');
  useEffect(() => {
    if (!join && mayInvite) {
      let wanted = true;
      live.client.send('room.invitation', { room: room.id, role: 'cupper' }).then(
        ({ invitation }) => {
          rememberJoin(room.id, invitation);
          if (wanted) {
            setJoin(invitation);
          }
        },
        () => {
          // Then the screen says to ask the host.
        },
      );
      return () => {
        wanted = false;
      };
    }
    return;
  }, [join, mayInvite, live, room.id]);
  return join;
}

/** More than these are counted. */
const namedMax = 24;

function Guests({ live }: { live: RoomLive }) {
  const { t } = useTranslation('tv');
  const { known, count, people } = usePeople(live);
  if (!known) {
    return null;
  }
  const named = (people ?? []).slice(0, namedMax);
  const others = count - named.length;
  return (
    <section className={css.guests} aria-label={t('lobby.who')}>
      <p className={css.count} aria-live="polite">
        <Users aria-hidden />
        {count === 0 ? t('lobby.nobody') : t('lobby.here', { people: count })}
      </p>
      {named.length > 0 && (
        <ul className={css.names}>
          {named.map(({ user, name }) => (
            <li key={user} className={css.guest}>
              <Avatar name={name} id={user} />
              {name}
            </li>
          ))}
          {others > 0 && <li className={css.guest}>{t('lobby.others', { people: others })}</li>}
        </ul>
      )}
    </section>
  );
}
