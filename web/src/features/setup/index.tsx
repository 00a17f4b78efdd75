import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { RoomGate } from '../../app/RoomGate';
import { Empty } from '../../ui/Empty';
import { Page } from '../../ui/Page';
import { SetUp } from './SetUp';
import css from './setup.module.css';

/** Where a host prepares a session. */
export default function SetUpPage() {
  const { t } = useTranslation('setup');
  const { room = '' } = useParams();
  return (
    <Page title={t('title')}>
      <RoomGate room={room}>
        {(live, view) => (
          <>
            <header className={css.lead}>
              <h1>{t('title')}</h1>
              <p>{t('about', { room: view.room.title })}</p>
            </header>
            {view.permissions.includes('administer') ? (
              <SetUp live={live} room={view.room} />
            ) : (
              <Empty title={t('hostsOnly.title')}>
                <p>{t('hostsOnly.words')}</p>
                <Link to={`/rooms/${encodeURIComponent(room)}`}>{t('hostsOnly.toRoom')}</Link>
              </Empty>
            )}
          </>
        )}
      </RoomGate>
    </Page>
  );
}
