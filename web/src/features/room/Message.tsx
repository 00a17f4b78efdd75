import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '../../client';
import { Avatar } from '../../ui/Avatar';
import { classes } from '../../ui/classes';
import css from './Chat.module.css';

/** One line of the chat. `children` are what may be done with it. */
export function Message({ message, mine, children }: { message: ChatMessage; mine: boolean; children: ReactNode }) {
  const { t, i18n } = useTranslation('room');
  const at = new Date(message.atMs);
  return (
    <li className={classes(css.message, mine && css.mine)}>
      <Avatar name={message.name} id={message.from} />
      <div className={css.words}>
        <p className={css.from}>
          <strong>{message.name}</strong>
          <time dateTime={at.toISOString()}>
            {at.toLocaleTimeString(i18n.language, { hour: '2-digit', minute: '2-digit' })}
          </time>
          {message.editedAtMs !== undefined && !message.deleted && <span>{t('chat.edited')}</span>}
        </p>
        <p className={classes(css.text, message.deleted && css.gone)}>
          {message.deleted ? t('chat.deleted') : message.text}
        </p>
      </div>
      {!message.deleted && <div className={css.actions}>{children}</div>}
    </li>
  );
}
