import { Smartphone } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tasting } from '../../client';
import type { RoomLive } from '../../live/room';
import { Button } from '../../ui/Button';
import { ConnectionMark } from '../../ui/ConnectionMark';
import { Dialog } from '../../ui/Dialog';
import { LanguageSwitch } from '../../ui/LanguageSwitch';
import css from './Menu.module.css';
import { PeopleList } from './People';

// Drawing QR codes is not needed to cup.
const AnotherDevice = lazy(() => import('./AnotherDevice'));

interface MenuProps {
  open: boolean;
  onClose: () => void;
  live: RoomLive;
  session: Tasting;
}

/** Who is here, going on elsewhere, the language. */
export function Menu({ open, onClose, live, session }: MenuProps) {
  const { t } = useTranslation('phone');
  const [another, setAnother] = useState(false);
  return (
    <>
      <Dialog title={t('menu.title')} open={open} onClose={onClose}>
        <section className={css.part}>
          <h3 className={css.title}>{t('people.title')}</h3>
          <PeopleList live={live} session={session} />
        </section>
        <div className={css.actions}>
          <Button
            icon={<Smartphone aria-hidden />}
            onClick={() => {
              onClose();
              setAnother(true);
            }}
          >
            {t('device.title')}
          </Button>
          <LanguageSwitch />
          <ConnectionMark />
        </div>
      </Dialog>
      {another && (
        <Suspense>
          <AnotherDevice onClose={() => setAnother(false)} session={session} />
        </Suspense>
      )}
    </>
  );
}
