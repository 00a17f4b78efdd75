import { Pencil, SendHorizontal, Trash2 } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/errorWords';
import type { ChatMessage } from '../../client';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { Button, IconButton } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import css from './Chat.module.css';
import { Message } from './Message';
import { useOutbox } from './useOutbox';

const textCharsMax = 2_000;

/** What is said in a room. What was pressed while offline stands below, and goes out by itself. */
export function Chat({ live, view }: { live: RoomLive; view: RoomView }) {
  const { t } = useTranslation('room');
  const words = useErrorWords();
  const { waiting, failure, say } = useOutbox(live, view.room.id);
  const [editing, setEditing] = useState<ChatMessage | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const newest = view.messages.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what brings the list to its end
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest, waiting.length]);

  const speaks = view.permissions.includes('chat') && view.room.state === 'open';
  return (
    <div className={css.chat}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <div ref={list} role="log" aria-label={t('chat.title')} tabIndex={0} className={css.messages}>
        {view.older !== undefined && (
          <Button look="quiet" onClick={() => void live.olderMessages()}>
            {t('chat.older')}
          </Button>
        )}
        {view.messages.length === 0 && waiting.length === 0 && <p className={css.none}>{t('chat.none')}</p>}
        <ul className={css.list}>
          {view.messages.map((message) => (
            <Message key={message.id} message={message} mine={message.from === live.me}>
              {message.from === live.me && speaks && (
                <IconButton label={t('chat.edit')} onClick={() => setEditing(message)}>
                  <Pencil aria-hidden />
                </IconButton>
              )}
              {(message.from === live.me || view.permissions.includes('moderate')) && (
                <IconButton
                  label={t('chat.delete')}
                  onClick={() => void live.client.send('chat.delete', { room: view.room.id, message: message.id })}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              )}
            </Message>
          ))}
          {waiting.map((one) => (
            <li key={one.clientKey} className={css.waiting}>
              <p>{one.text}</p>
              <span>{t('chat.sending')}</span>
            </li>
          ))}
        </ul>
      </div>
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
      {speaks &&
        (editing ? (
          <Editor key={editing.id} live={live} message={editing} done={() => setEditing(null)} />
        ) : (
          <Composer say={say} />
        ))}
    </div>
  );
}

/** Enter sends, Shift+Enter is a new line; a syllable that is being composed is not cut off. */
function sendsOn(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
}

function Composer({ say }: { say: (text: string) => void }) {
  const { t } = useTranslation('room');
  const [text, setText] = useState('');
  const send = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (text.trim()) {
      say(text.trim());
      setText('');
    }
  };
  return (
    <form onSubmit={send} className={css.composer}>
      <TextArea
        label={t('chat.write')}
        labelHidden
        placeholder={t('chat.write')}
        rows={1}
        maxLength={textCharsMax}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => sendsOn(event) && send(event)}
      />
      <IconButton type="submit" look="primary" label={t('chat.send')} disabled={!text.trim()}>
        <SendHorizontal aria-hidden />
      </IconButton>
    </form>
  );
}

function Editor({ live, message, done }: { live: RoomLive; message: ChatMessage; done: () => void }) {
  const { t } = useTranslation('room');
  const words = useErrorWords();
  const [text, setText] = useState(message.text);
  const [failure, setFailure] = useState<unknown>(null);
  const save = async (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    try {
      await live.client.send('chat.edit', { room: message.room, message: message.id, text: text.trim() });
      done();
    } catch (problem) {
      setFailure(problem);
    }
  };
  return (
    <form onSubmit={(event) => void save(event)} className={css.composer}>
      <TextArea
        label={t('chat.edit')}
        rows={2}
        autoFocus
        maxLength={textCharsMax}
        value={text}
        error={failure ? words(failure) : undefined}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            done();
          } else if (sendsOn(event)) {
            void save(event);
          }
        }}
      />
      <Button type="submit" look="primary" disabled={!text.trim()}>
        {t('common:save')}
      </Button>
      <Button look="quiet" onClick={done}>
        {t('common:cancel')}
      </Button>
    </form>
  );
}
