/** What is known of a room, and how each event changes it. Pure: no connection, no clock. */
import type {
  AgreementView,
  ChannelEvent,
  ChatMessage,
  PanelView,
  Permission,
  Role,
  Room,
  RoomSnapshot,
  Tasting,
  TastingProgress,
} from '../client';
import { type ToldBox, toldAfter, toldFrom } from './box';

export interface SessionPanels {
  samples: Record<string, PanelView>;
  agreement?: AgreementView;
}

export interface RoomView {
  room: Room;
  role: Role;
  permissions: readonly Permission[];
  messages: readonly ChatMessage[];
  /** To ask for older messages by; absent when there are none. */
  older?: number;
  sessions: readonly Tasting[];
  /** By session: what the panel made of what this viewer may see, as far as it was told. */
  panels: Readonly<Record<string, SessionPanels>>;
  /** By session; the staff's. */
  progress: Readonly<Record<string, TastingProgress & { revision: number }>>;
  /** By session: the host's step whose time is over, by the number of its moment. */
  timeOver: Readonly<Record<string, number>>;
  /** By session: how many sheets have something late. The staff's. */
  late: Readonly<Record<string, number>>;
  /** In the room of a blind box. */
  box?: ToldBox;
}

export function fromSnapshot({ room, role, permissions, chat, tastings, blindBox }: RoomSnapshot): RoomView {
  const panels = (tastings?.panels ?? []).map(({ session, samples, agreement }) => [
    session,
    { samples: Object.fromEntries(samples.map(({ code, panel }) => [code, panel])), agreement },
  ]);
  return {
    room,
    role,
    permissions,
    messages: chat.messages,
    ...(chat.next === undefined ? {} : { older: chat.next }),
    sessions: tastings?.sessions ?? [],
    panels: Object.fromEntries(panels),
    progress: {},
    timeOver: {},
    late: {},
    ...(blindBox ? { box: toldFrom(blindBox) } : {}),
  };
}

/** The view after one event; the very same one when nothing of it changed. */
export function afterEvent(view: RoomView, told: ChannelEvent, me: string): RoomView {
  switch (told.event) {
    case 'room.updated':
      return { ...view, room: told.data.room };
    case 'room.closed':
      return { ...view, room: { ...view.room, state: 'closed' } };
    case 'room.role-changed':
      return told.data.user === me ? { ...view, role: told.data.role } : view;
    case 'chat.said':
    case 'chat.edited':
    case 'chat.deleted':
      return { ...view, messages: withMessage(view.messages, told.data.message) };
    case 'tasting.created':
      return withSession(view, told.data.session);
    case 'tasting.moved':
      return changeSession(view, told.data.session, (session) =>
        told.data.moment.seq < session.moment.seq ? session : { ...session, moment: told.data.moment },
      );
    case 'tasting.cuppers-changed':
      return changeSession(view, told.data.session, (session) => ({ ...session, cuppers: told.data.cuppers }));
    case 'tasting.calibrated':
      return changeSample(view, told.data.session, told.data.code, {
        identity: told.data.identity,
        target: told.data.target,
      });
    case 'tasting.revealed': {
      const { session, sample } = told.data;
      const revealed = changeSample(view, session, sample.code, { identity: sample.identity, revealed: true });
      const known = revealed.panels[session];
      const samples = { ...known?.samples, [sample.code]: sample.panel };
      return { ...revealed, panels: { ...revealed.panels, [session]: { ...known, samples } } };
    }
    case 'tasting.time-over':
      return { ...view, timeOver: { ...view.timeOver, [told.data.session]: told.data.seq } };
    case 'tasting.late-came':
      return { ...view, late: { ...view.late, [told.data.session]: told.data.sheets } };
    case 'tasting.progress': {
      const known = view.progress[told.data.session];
      return known && known.revision >= told.data.revision
        ? view
        : { ...view, progress: { ...view.progress, [told.data.session]: told.data } };
    }
    default: {
      const box = view.box && toldAfter(view.box, told);
      return box === view.box ? view : { ...view, ...(box ? { box } : {}) };
    }
  }
}

export function withSession(view: RoomView, session: Tasting): RoomView {
  const known = view.sessions.find((one) => one.id === session.id);
  if (!known) {
    return { ...view, sessions: [...view.sessions, session] };
  }
  const newer = session.moment.seq >= known.moment.seq ? session : { ...session, moment: known.moment };
  return changeSession(view, session.id, () => newer);
}

/** Older ones come first; one that is there already is replaced in its place. */
export function withMessages(messages: readonly ChatMessage[], more: readonly ChatMessage[]): readonly ChatMessage[] {
  return more.reduce(withMessage, messages);
}

function withMessage(messages: readonly ChatMessage[], message: ChatMessage): readonly ChatMessage[] {
  const at = messages.findIndex((one) => one.id === message.id);
  if (at >= 0) {
    return messages.with(at, message);
  }
  return [...messages, message].sort((one, other) => one.seq - other.seq);
}

function changeSession(view: RoomView, id: string, change: (session: Tasting) => Tasting): RoomView {
  const at = view.sessions.findIndex((one) => one.id === id);
  const known = view.sessions[at];
  if (!known) {
    return view;
  }
  const changed = change(known);
  return changed === known ? view : { ...view, sessions: view.sessions.with(at, changed) };
}

function changeSample(
  view: RoomView,
  session: string,
  code: string,
  news: Partial<Tasting['samples'][number]>,
): RoomView {
  return changeSession(view, session, (known) => ({
    ...known,
    samples: known.samples.map((sample) => (sample.code === code ? { ...sample, ...news } : sample)),
  }));
}
