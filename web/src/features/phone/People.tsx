import { useTranslation } from 'react-i18next';
import type { Tasting } from '../../client';
import type { RoomLive } from '../../live/room';
import { Avatar } from '../../ui/Avatar';
import css from './People.module.css';
import { usePeople, usePresent } from './people';

const facesMax = 7;

/** A few faces and how many there are. */
export function PeopleStrip({ live, session }: { live: RoomLive; session: Tasting }) {
  const { t } = useTranslation('phone');
  const { count, known } = usePeople(live);
  const present = usePresent(live, session.id);
  if (!known) {
    return null;
  }
  return (
    <div className={css.strip}>
      <span className={css.faces}>
        {present.slice(0, facesMax).map(({ user, name }) => (
          <Avatar key={user} id={user} name={name} />
        ))}
      </span>
      <span>{t('people.here', { count })}</span>
    </div>
  );
}

export function PeopleList({ live, session }: { live: RoomLive; session: Tasting }) {
  const { t } = useTranslation(['phone', 'common']);
  const { count, known } = usePeople(live);
  const present = usePresent(live, session.id);
  if (!known) {
    return <p className={css.quiet}>{t('people.unknown')}</p>;
  }
  if (present.length === 0) {
    return <p className={css.quiet}>{t('people.here', { count })}</p>;
  }
  return (
    <ul className={css.list}>
      {present.map(({ user, name, at }) => (
        <li key={user} className={css.person}>
          <Avatar id={user} name={name} />
          <span className={css.name}>
            {name}
            {user === live.me && <span className={css.quiet}> · {t('common:you')}</span>}
          </span>
          {at && <span className={css.at}>{t('people.at', { code: at })}</span>}
        </li>
      ))}
    </ul>
  );
}
