import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../app/errorWords';
import type { Tasting } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Button } from '../../../ui/Button';
import { Card } from '../../../ui/Card';
import { toast } from '../../../ui/Toasts';
import { isLocked } from '../conduct/steps';
import { mayAdmit } from './exclusions';
import css from './panel.module.css';

interface LateSheetsProps {
  live: RoomLive;
  session: Tasting;
  /** How many the staff was told of. */
  late: number;
  nameOf: (user: string) => string;
}

/** What came after the lock. It is kept, and counts when a host says so. */
export function LateSheets({ live, session, late, nameOf }: LateSheetsProps) {
  const { t } = useTranslation('host');
  const words = useErrorWords();
  const [sheets, setSheets] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState<string | null>(null);
  const locked = isLocked(session.moment.step);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for anew when another one is told of, or the step is another
  useEffect(() => {
    if (locked) {
      live.client.send('tasting.late', { session: session.id }).then(
        (answer) => setSheets(answer.sheets),
        () => setSheets([]),
      );
    }
  }, [live, session.id, locked, late, session.moment.seq]);
  if (sheets.length === 0) {
    return null;
  }
  const admit = async (user: string) => {
    setBusy(user);
    try {
      await live.client.send('tasting.admit-late', { session: session.id, user });
      setSheets((now) => now.filter((one) => one !== user));
      toast(t('late.admitted', { name: nameOf(user) }), 'good');
    } catch (failure) {
      toast(words(failure), 'error');
    } finally {
      setBusy(null);
    }
  };
  return (
    <Card level={3} title={t('late.title')}>
      <p className={css.quiet}>{t(mayAdmit(session) ? 'late.about' : 'late.over')}</p>
      <ul className={css.list}>
        {sheets.map((user) => (
          <li key={user} className={css.line}>
            <span>{nameOf(user)}</span>
            {mayAdmit(session) && user !== live.me && (
              <Button busy={busy === user} onClick={() => void admit(user)}>
                {t('late.admit')}
              </Button>
            )}
            {user === live.me && <span className={css.quiet}>{t('late.own')}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
