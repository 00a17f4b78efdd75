import { ChevronLeft, Ellipsis, MessageCircle } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Tasting } from '../../client';
import type { Saved } from '../../live/documents';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { IconButton } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Loading } from '../../ui/Loading';
import css from './Frame.module.css';
import { Menu } from './Menu';
import { SavedMark } from './SavedMark';
import { StepTimer } from './StepTimer';
import { useUnread } from './useUnread';

const Chat = lazy(async () => ({ default: (await import('../room/Chat')).Chat }));

interface FrameProps {
  live: RoomLive;
  view: RoomView | null;
  session: Tasting;
  roomTitle: string;
  /** Null while there is nothing to save. */
  saved: Saved | null;
  children: ReactNode;
}

/** What stays in sight whatever is entered: the step, the server's time, whether all is saved; and the way to everything else. */
export function Frame({ live, view, session, roomTitle, saved, children }: FrameProps) {
  const { t } = useTranslation(['phone', 'common']);
  const [open, setOpen] = useState<'menu' | 'chat' | null>(null);
  const unread = useUnread(view?.messages ?? [], live.me, open === 'chat');
  const { step } = session.moment;
  return (
    <>
      <a href="#main" className={css.skip}>
        {t('common:skipToContent')}
      </a>
      <header className={css.bar}>
        <Link
          to={`/rooms/${encodeURIComponent(session.room)}`}
          className={css.back}
          aria-label={t('toRoom', { room: roomTitle })}
        >
          <ChevronLeft aria-hidden />
        </Link>
        <div className={css.where}>
          <p className={css.step}>{t(`common:step.${step}`)}</p>
          <SavedMark saved={saved} />
        </div>
        <StepTimer moment={session.moment} />
        <div className={css.more}>
          {view && (
            <IconButton
              label={unread ? t('chat.unread', { count: unread }) : t('chat.title')}
              onClick={() => setOpen('chat')}
            >
              <MessageCircle aria-hidden />
              {unread > 0 && <span className={css.unread} aria-hidden />}
            </IconButton>
          )}
          <IconButton label={t('menu.title')} onClick={() => setOpen('menu')}>
            <Ellipsis aria-hidden />
          </IconButton>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={css.main}>
        <h1 className="sr-only">{session.title}</h1>
        {children}
      </main>
      <p className="sr-only" role="status">
        {t(`common:step.${step}`)}
        {session.moment.paused ? ` ${t('paused')}` : ''}
      </p>
      <Menu open={open === 'menu'} onClose={() => setOpen(null)} live={live} session={session} />
      {view && (
        <Dialog title={t('chat.title')} open={open === 'chat'} onClose={() => setOpen(null)}>
          <Suspense fallback={<Loading />}>
            <Chat live={live} view={view} />
          </Suspense>
        </Dialog>
      )}
    </>
  );
}
