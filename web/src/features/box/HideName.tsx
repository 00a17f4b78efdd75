import { EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/errorWords';
import type { RoomLive } from '../../live/room';
import { Card } from '../../ui/Card';
import { Notice } from '../../ui/Notice';
import css from './Box.module.css';

const chosenOnThisDevice = (user: string) => `crema.box.hidden-name.${user}`;

/** Keeps one's name out of boards, results and replays from now on. */
export function HideName({ live }: { live: RoomLive }) {
  const { t } = useTranslation('box');
  const words = useErrorWords();
  const [isHidden, setHidden] = useState(() => localStorage.getItem(chosenOnThisDevice(live.me)) === 'yes');
  const [failure, setFailure] = useState<unknown>(null);
  const choose = async (hidden: boolean) => {
    setFailure(null);
    setHidden(hidden);
    try {
      await live.client.send('blindbox.hide-name', { hidden });
      localStorage.setItem(chosenOnThisDevice(live.me), hidden ? 'yes' : 'no');
    } catch (problem) {
      setHidden(!hidden);
      setFailure(problem);
    }
  };
  return (
    <Card
      title={
        <span className={css.titled}>
          <EyeOff aria-hidden />
          {t('hideName.title')}
        </span>
      }
    >
      <label className={css.check}>
        <input type="checkbox" checked={isHidden} onChange={({ target }) => void choose(target.checked)} />
        {t('hideName.words')}
      </label>
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
    </Card>
  );
}
