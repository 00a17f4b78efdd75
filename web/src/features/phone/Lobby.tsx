import { Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Tasting, TastingForm } from '../../client';
import type { RoomLive } from '../../live/room';
import css from './Lobby.module.css';
import { labelIn, stationsOf } from './model/form';
import { PeopleStrip } from './People';
import { TablePicture } from './TablePicture';

/** Before it begins: what is on the table, by which form, and who is here. */
export function Lobby({ live, session, form }: { live: RoomLive; session: Tasting; form: TastingForm }) {
  const { t, i18n } = useTranslation('phone');
  const language = i18n.resolvedLanguage ?? 'en';
  const stations = stationsOf(form);
  return (
    <div className={css.lobby}>
      <div className={css.picture}>
        <TablePicture samples={session.samples.length} />
        <h2 className={css.title}>{session.title}</h2>
        <p className={css.lead}>{t('lobby.samples', { count: session.samples.length })}</p>
        <p className={css.waits}>
          <Hourglass aria-hidden />
          {t('lobby.waits')}
        </p>
      </div>
      <dl className={css.facts}>
        <div>
          <dt>{t('lobby.form')}</dt>
          <dd>{labelIn(form.title, language)}</dd>
        </div>
        <div>
          <dt>{t('lobby.cups')}</dt>
          <dd>{t('lobby.cupsEach', { count: session.cups })}</dd>
        </div>
        {session.flights > 1 && (
          <div>
            <dt>{t('lobby.flights')}</dt>
            <dd>{session.flights}</dd>
          </div>
        )}
      </dl>
      <section className={css.part}>
        <h3 className={css.small}>{t('lobby.stations')}</h3>
        <ul className={css.stations}>
          {stations.map(({ id, label }) => (
            <li key={id}>{labelIn(label, language)}</li>
          ))}
        </ul>
      </section>
      <PeopleStrip live={live} session={session} />
      <p className={css.offline}>{t('lobby.offline')}</p>
    </div>
  );
}
