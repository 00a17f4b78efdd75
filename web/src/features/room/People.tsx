import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomLive } from '../../live/room';
import { Avatar } from '../../ui/Avatar';
import { Badge } from '../../ui/Badge';
import css from './Room.module.css';

/** Who is here now. A crowd is a number. */
export function People({ live }: { live: RoomLive }) {
  const { t } = useTranslation('room');
  const { count, people } = useSyncExternalStore(live.people.subscribe, live.people.snapshot);
  if (!people) {
    return <p>{t('people.count', { count })}</p>;
  }
  return (
    <ul className={css.people}>
      {people.map((person) => (
        <li key={person.user} className={css.person}>
          <Avatar name={person.name} id={person.user} />
          <span className={css.name}>
            {person.name}
            {person.user === live.me && <span className={css.quiet}> ({t('common:you')})</span>}
          </span>
          {person.devices[0] && <Badge>{t(`common:role.${person.devices[0].role}`)}</Badge>}
        </li>
      ))}
    </ul>
  );
}
