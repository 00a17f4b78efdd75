import { describe, expect, it } from 'vitest';
import type { ChannelEvent, ChatMessage, Moment, RoomSnapshot, Tasting } from '../client';
import { afterEvent, fromSnapshot, withMessages } from './reducers';

const room = {
  id: 'lab',
  type: 'cupping',
  title: 'Lab',
  owner: 'ann',
  visibility: 'invite',
  capacity: 60,
  slowModeMs: 0,
  state: 'open',
  createdAtMs: 1,
  version: 1,
} as const;

const message = (seq: number, text: string): ChatMessage => ({
  id: `m${seq}`,
  room: 'lab',
  seq,
  from: 'ann',
  name: 'Ann',
  text,
  atMs: seq,
  deleted: false,
});

const moment = (seq: number, step: Moment['step']): Moment => ({
  seq,
  step,
  flight: 1,
  phase: 'fragrance',
  startedAtMs: 0,
  paused: false,
});

const session: Tasting = {
  id: 't1',
  room: 'lab',
  title: 'Six coffees',
  form: 'cva-affective',
  version: 1,
  cups: 5,
  ordering: 'square',
  automatic: true,
  flights: 1,
  createdAtMs: 1,
  moment: moment(3, 'dry'),
  cuppers: 2,
  samples: [
    { code: '417', flight: 1, revealed: false },
    { code: '862', flight: 1, revealed: false },
  ],
};

const snapshot: RoomSnapshot = {
  room,
  role: 'host',
  permissions: ['view', 'chat'],
  chat: { messages: [message(1, 'one'), message(2, 'two')] },
  tastings: { sessions: [session] },
};

const told = (event: string, data: object): ChannelEvent =>
  ({ channel: 'room:lab', atMs: 1, event, data }) as ChannelEvent;

describe('a room as a page sees it', () => {
  const view = fromSnapshot(snapshot);

  it('has a line of the chat once, in its place, however it comes', () => {
    const later = afterEvent(view, told('chat.said', { message: message(4, 'four') }), 'ann');
    const again = afterEvent(later, told('chat.said', { message: message(4, 'four') }), 'ann');
    const edited = afterEvent(again, told('chat.edited', { message: message(2, 'zwei') }), 'ann');
    expect(withMessages(edited.messages, [message(3, 'three')]).map(({ text }) => text)).toEqual([
      'one',
      'zwei',
      'three',
      'four',
    ]);
  });

  it('does not go back to an older moment', () => {
    const moved = afterEvent(view, told('tasting.moved', { session: 't1', moment: moment(5, 'break') }), 'ann');
    const old = afterEvent(moved, told('tasting.moved', { session: 't1', moment: moment(4, 'pour') }), 'ann');
    expect(old.sessions[0]?.moment.step).toBe('break');
  });

  it('shows what one sample is when it is revealed, and of no other', () => {
    const panel = { scores: 2, of: 2, adapted: false, mean: 86.5, descriptors: [] };
    const sample = { code: '862', identity: { name: 'Gesha Alto' }, panel };
    const revealed = afterEvent(view, told('tasting.revealed', { session: 't1', sample, left: 1 }), 'ann');
    expect(revealed.sessions[0]?.samples).toEqual([
      { code: '417', flight: 1, revealed: false },
      { code: '862', flight: 1, revealed: true, identity: { name: 'Gesha Alto' } },
    ]);
    expect(revealed.panels.t1?.samples).toEqual({ '862': panel });
  });

  it('takes the newer of two counts of progress', () => {
    const progress = (revision: number, complete: number) =>
      told('tasting.progress', { session: 't1', revision, complete, of: 2, samples: [], cuppers: [] });
    const newest = afterEvent(afterEvent(view, progress(7, 2), 'ann'), progress(6, 1), 'ann');
    expect(newest.progress.t1?.complete).toBe(2);
  });

  it('is the very same after what does not concern it', () => {
    expect(afterEvent(view, told('app.other', {}), 'ann')).toBe(view);
    expect(afterEvent(view, told('tasting.moved', { session: 'elsewhere', moment: moment(9, 'cool') }), 'ann')).toBe(
      view,
    );
  });
});
