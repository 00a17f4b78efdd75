import { UserPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../app/errorWords';
import type { RoomLive } from '../../../live/room';
import { Button } from '../../../ui/Button';
import { Card } from '../../../ui/Card';
import { TextArea } from '../../../ui/Field';
import { Notice } from '../../../ui/Notice';
import css from './Host.module.css';

/** Gives people the right to guess, where it is not everybody's. */
export function Grants({ live, orderId }: { live: RoomLive; orderId: string }) {
  const { t } = useTranslation('box');
  const words = useErrorWords();
  const [text, setText] = useState('');
  const [added, setAdded] = useState<number | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const users = [...new Set(text.split(/[\s,;]+/u).filter(Boolean))];
  const grant = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    setAdded(null);
    try {
      setAdded((await live.client.send('blindbox.grant', { orderId, users })).added);
      setText('');
    } catch (problem) {
      setFailure(problem);
    }
  };
  return (
    <Card title={t('grants.title')}>
      <form onSubmit={(event) => void grant(event)} className={css.form}>
        <TextArea
          label={t('grants.users')}
          hint={t('grants.hint')}
          value={text}
          onChange={({ target }) => setText(target.value)}
          autoCapitalize="none"
          spellCheck={false}
        />
        {added !== null && <Notice kind="good">{t('grants.added', { count: added })}</Notice>}
        {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
        <Button type="submit" icon={<UserPlus aria-hidden />} className={css.start} disabled={users.length === 0}>
          {t('grants.give', { count: users.length })}
        </Button>
      </form>
    </Card>
  );
}
