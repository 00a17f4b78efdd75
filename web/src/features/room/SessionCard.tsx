import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Role, Tasting } from '../../client';
import { Badge } from '../../ui/Badge';
import css from './Room.module.css';

/** One session, and the way to one's own view of it. */
export function SessionCard({ session, role }: { session: Tasting; role: Role }) {
  const { t } = useTranslation('room');
  const table = `/rooms/${session.room}/sessions/${session.id}`;
  return (
    <li className={css.session}>
      <div className={css.sessionWords}>
        <h3>{session.title}</h3>
        <p className={css.about}>
          <Badge tone={session.moment.step === 'closed' ? 'plain' : 'leaf'}>
            {t(`common:step.${session.moment.step}`)}
          </Badge>
          <span>{t('sessions.samples', { count: session.samples.length })}</span>
          <span>{t('sessions.cuppers', { count: session.cuppers })}</span>
        </p>
      </div>
      <nav aria-label={session.title} className={css.ways}>
        {(role === 'host' || role === 'assistant') && (
          <Link to={`${table}/host`} className={css.way}>
            {t('sessions.host')}
          </Link>
        )}
        {(role === 'cupper' || role === 'host') && (
          <Link to={table} className={css.way}>
            {t(session.moment.step === 'closed' ? 'sessions.results' : 'sessions.cup')}
          </Link>
        )}
        {role !== 'cupper' && (
          <Link to={`/rooms/${session.room}/tv`} className={css.way}>
            {t('sessions.watch')}
          </Link>
        )}
      </nav>
    </li>
  );
}
