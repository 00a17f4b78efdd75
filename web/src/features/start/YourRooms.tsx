import { ChevronRight, DoorOpen, LogOut } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useErrorWords } from '../../app/errorWords';
import { SignIn } from '../../app/SignIn';
import type { Room, RoomType } from '../../client';
import { signOut, useLine } from '../../live/connection';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Select, TextField } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import css from './Start.module.css';

/** The rooms that one may go to, and a new one. */
export function YourRooms({ signedIn }: { signedIn: boolean }) {
  const { t } = useTranslation('start');
  if (!signedIn) {
    return (
      <div className={css.cards}>
        <SignIn />
      </div>
    );
  }
  return (
    <div className={css.cards}>
      <Rooms />
      <Card title={t('rooms.new')}>
        <NewRoom />
      </Card>
    </div>
  );
}

function Rooms() {
  const { t } = useTranslation('start');
  const words = useErrorWords();
  const line = useLine();
  const [rooms, setRooms] = useState<readonly Room[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    line?.client.send('room.list', { limit: 20 }).then((page) => setRooms(page.rooms), setFailure);
  }, [line]);
  return (
    <Card
      title={t('rooms.title')}
      aside={
        <>
          {line?.identity.name}
          <Button look="quiet" icon={<LogOut aria-hidden />} onClick={signOut}>
            {t('rooms.signOut')}
          </Button>
        </>
      }
    >
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
      {rooms?.length === 0 && <p className={css.hint}>{t('rooms.none')}</p>}
      <ul className={css.rooms}>
        {rooms?.map((room) => (
          <li key={room.id}>
            <Link to={room.type === 'blind-box' ? boxOf(room) : `/rooms/${room.id}`} className={css.room}>
              <span>{room.title}</span>
              <span>
                <Badge>{t(`rooms.type.${room.type}`)}</Badge> <ChevronRight aria-hidden size={18} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function boxOf(room: Room): string {
  return `/boxes/${room.id.replace(/^blind-box-/, '')}`;
}

const types: readonly RoomType[] = ['cupping', 'tasting', 'virtual', 'event'];

function NewRoom() {
  const { t } = useTranslation('start');
  const words = useErrorWords();
  const line = useLine();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const [type, setType] = useState<RoomType>('cupping');
  const [failure, setFailure] = useState<unknown>(null);
  const create = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const answer = await line?.client.send('room.create', { type, title: title.trim() });
      if (answer) {
        await navigate(`/rooms/${answer.room.id}`);
      }
    } catch (problem) {
      setFailure(problem);
    }
  };
  return (
    <form onSubmit={(event) => void create(event)} className={css.rooms}>
      <TextField
        label={t('rooms.name')}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        error={failure ? words(failure) : undefined}
        maxLength={100}
        required
      />
      <div className={css.new}>
        <Select label={t('rooms.kind')} value={type} onChange={(event) => setType(event.target.value as RoomType)}>
          {types.map((one) => (
            <option key={one} value={one}>
              {t(`rooms.type.${one}`)}
            </option>
          ))}
        </Select>
        <Button type="submit" icon={<DoorOpen aria-hidden />} disabled={!title.trim()}>
          {t('rooms.open')}
        </Button>
      </div>
    </form>
  );
}
