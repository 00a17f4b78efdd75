import { useTranslation } from 'react-i18next';
import type { SheetContent, Tasting, TastingForm } from '../../client';
import { useDocument } from '../../live/documents';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { Loading } from '../../ui/Loading';
import { Notice } from '../../ui/Notice';
import { usePageTitle } from '../../ui/Page';
import { After } from './After';
import { Frame } from './Frame';
import { Lobby } from './Lobby';
import { Sheet } from './Sheet';
import { Watching } from './Watching';

export interface SessionProps {
  live: RoomLive;
  /** Null while the room cannot be reached. */
  view: RoomView | null;
  session: Tasting;
  form: TastingForm;
  roomTitle: string;
}

/** One session, from the lobby to the end, as whoever scores in it sees it. */
export function Session(props: SessionProps) {
  const { t } = useTranslation('phone');
  const { live, view, session, form, roomTitle } = props;
  usePageTitle(t('title'));
  const sheet = useDocument<SheetContent>(session.own?.sheet, session.room);
  return (
    <Frame
      live={live}
      view={view}
      session={session}
      roomTitle={roomTitle}
      saved={sheet.state === 'ready' ? sheet.saved : null}
    >
      <Matter {...props} sheet={sheet} key={`${session.id} ${form.id}`} />
    </Frame>
  );
}

function Matter({
  live,
  view,
  session,
  form,
  sheet,
}: SessionProps & { sheet: ReturnType<typeof useDocument<SheetContent>> }) {
  const { t } = useTranslation('phone');
  const { step } = session.moment;
  if (!session.own) {
    return <Watching live={live} view={view} session={session} form={form} />;
  }
  if (step === 'lobby') {
    return <Lobby live={live} session={session} form={form} />;
  }
  if (!sheet.doc) {
    return sheet.state === 'unavailable' ? <Notice>{t('sheet.notYet')}</Notice> : <Loading what={t('sheet.opening')} />;
  }
  const opened = { ...sheet, doc: sheet.doc };
  if (step === 'lock' || step === 'discussion' || step === 'reveal' || step === 'closed') {
    return <After live={live} view={view} session={session} form={form} sheet={opened} />;
  }
  return <Sheet live={live} session={session} form={form} sheet={opened} />;
}
