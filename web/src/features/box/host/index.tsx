import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { useErrorWords } from '../../../app/errorWords';
import { RoomGate } from '../../../app/RoomGate';
import { SignIn } from '../../../app/SignIn';
import { CremaError } from '../../../client';
import { connectAs, type Line, useLine } from '../../../live/connection';
import { rememberedIdentity } from '../../../live/identity';
import { Loading } from '../../../ui/Loading';
import { Notice } from '../../../ui/Notice';
import { Page } from '../../../ui/Page';
import { isOrderId, newOrderId, roomOf } from '../ids';
import { Console } from './Console';
import { ScheduleForm } from './ScheduleForm';

/** `/boxes/new/host` makes one under a new name. */
const forNewOne = 'new';

/** A box's host: makes it if there is none of that order, and leads the opening. */
export default function BoxHostPage() {
  const { order = '' } = useParams();
  const { t } = useTranslation('box');
  const line = useLine();
  const remembered = line ? null : rememberedIdentity();
  useEffect(() => {
    if (remembered) {
      connectAs(remembered);
    }
  }, [remembered]);
  if (order !== forNewOne && !isOrderId(order)) {
    return (
      <Titled>
        <Notice kind="error">{t('host.badOrder')}</Notice>
      </Titled>
    );
  }
  if (!line) {
    return <Titled>{remembered ? <Loading /> : <SignIn />}</Titled>;
  }
  return <Signed key={`${order} ${line.identity.user}`} order={order} line={line} />;
}

function Signed({ order, line }: { order: string; line: Line }) {
  const { t } = useTranslation('box');
  const navigate = useNavigate();
  const words = useErrorWords();
  const { state } = useLocation();
  const [found, setFound] = useState<'asking' | 'none' | 'there'>(order === forNewOne ? 'none' : 'asking');
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (order === forNewOne) {
      return undefined;
    }
    let isCurrent = true;
    line.client.send('blindbox.get', { orderId: order }).then(
      () => isCurrent && setFound('there'),
      (problem: unknown) => {
        if (isCurrent) {
          if (problem instanceof CremaError && problem.code === 'not_found') {
            setFound('none');
          } else {
            setFailure(problem);
          }
        }
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [order, line]);

  if (failure !== null) {
    return (
      <Titled>
        <Notice kind="error" action={<Link to={`/boxes/${order}`}>{t('host.asGuest')}</Link>}>
          {words(failure)}
        </Notice>
      </Titled>
    );
  }
  switch (found) {
    case 'asking':
      return (
        <Titled>
          <Loading />
        </Titled>
      );
    case 'none':
      return (
        <ScheduleForm
          line={line}
          orderId={order === forNewOne ? undefined : order}
          suggested={newOrderId()}
          onScheduled={(orderId) => {
            if (orderId === order) {
              setFound('there');
            } else {
              void navigate(`/boxes/${orderId}/host`, { replace: true, state: { invite: true } });
            }
          }}
        />
      );
    case 'there':
      return (
        <RoomGate room={roomOf(order)} around={(gate) => <Titled>{gate}</Titled>}>
          {(live, view) => (
            <Console live={live} view={view} invites={(state as { invite?: boolean } | null)?.invite === true} />
          )}
        </RoomGate>
      );
  }
}

function Titled({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation('box');
  return (
    <Page title={t('host.title')} width="narrow">
      <h1>{t('host.title')}</h1>
      {children}
    </Page>
  );
}
