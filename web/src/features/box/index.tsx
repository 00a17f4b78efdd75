import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'react-router';
import { RoomGate } from '../../app/RoomGate';
import { Empty } from '../../ui/Empty';
import { Page } from '../../ui/Page';
import { BoxRoom } from './BoxRoom';
import { Entrance } from './Entrance';
import { isOrderId, roomOf } from './ids';
import { readInvitation } from './invitation';

/** A blind box, for everybody but its host: those who guess, those who look on, and the screen on the wall. */
export default function BoxPage() {
  const { order = '' } = useParams();
  const { t } = useTranslation('box');
  const { hash } = useLocation();
  const [{ invitation, join }] = useState(() => readInvitation(hash));
  const [isIn, setIn] = useState(!invitation);
  if (!isOrderId(order)) {
    return (
      <Gate>
        <Empty title={t('noSuchBox')} />
      </Gate>
    );
  }
  if (invitation && !isIn) {
    return <Entrance order={order} invitation={invitation} isScreen={join !== undefined} onIn={() => setIn(true)} />;
  }
  return (
    <RoomGate room={roomOf(order)} around={(gate) => <Gate>{gate}</Gate>}>
      {(live, view) => <BoxRoom live={live} view={view} join={join} />}
    </RoomGate>
  );
}

/** Before one is in. */
function Gate({ children }: { children: ReactNode }) {
  const { t } = useTranslation('box');
  return (
    <Page title={t('title')} width="narrow">
      <h1>{t('title')}</h1>
      {children}
    </Page>
  );
}
