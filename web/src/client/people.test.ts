import { expect, test, vi } from 'vitest';
import { People } from './people';
import type { ChannelEvent, PeopleByUser, PresenceDiff, PresenceState, PresenceUpdate } from './protocol';

const meta = (ref: string, sinceMs = 1, state = {}) => ({ ref, sinceMs, role: 'cupper' as const, state });
const person = (name: string, ...refs: string[]) => ({ name, metas: refs.map((ref, i) => meta(ref, i)) });

const tell = (people: People, event: Partial<ChannelEvent>) =>
  people.hear({ channel: 'room:7', atMs: 1, ...event } as ChannelEvent);
const state = (people: People, data: PresenceState) => tell(people, { event: 'presence_state', data });
const diff = (people: People, data: PresenceDiff) => tell(people, { event: 'presence_diff', data });
const update = (people: People, data: PresenceUpdate) => tell(people, { event: 'presence_update', data });

function room(people: PeopleByUser): People {
  const room = new People();
  state(room, { count: Object.keys(people).length, people });
  return room;
}

const seen = (people: People) =>
  people.snapshot().people?.map(({ name, devices }) => `${name}: ${devices.map(({ ref }) => ref).join(' ')}`);

test('people are listed by name, each with their devices in the order of coming', () => {
  const people = room({ ben: person('Ben', 'b1'), ann: person('Ann', 'a1', 'a2') });
  expect(seen(people)).toEqual(['Ann: a1 a2', 'Ben: b1']);
  expect(people.snapshot()).toMatchObject({ known: true, count: 2 });
});

test('a person has left when the last device has', () => {
  const people = room({ ann: person('Ann', 'a1', 'a2') });
  diff(people, { count: 1, leaves: { ann: person('Ann', 'a1') } });
  expect(seen(people)).toEqual(['Ann: a2']);
  diff(people, { count: 0, leaves: { ann: person('Ann', 'a2') } });
  expect(people.snapshot()).toMatchObject({ count: 0, people: [] });
});

test('a device that moved to another node is in both parts of one diff, and is still here', () => {
  const people = room({ ann: person('Ann', 'a1') });
  diff(people, { count: 1, leaves: { ann: person('Ann', 'a1') }, joins: { ann: person('Ann', 'a1') } });
  expect(seen(people)).toEqual(['Ann: a1']);
});

test('the same join or leave again changes nothing', () => {
  const people = room({ ann: person('Ann', 'a1') });
  diff(people, { count: 1, joins: { ann: person('Ann', 'a1') }, leaves: { ben: person('Ben', 'b1') } });
  diff(people, { count: 1, joins: { ann: person('Ann', 'a1') }, leaves: { ben: person('Ben', 'b1') } });
  expect(seen(people)).toEqual(['Ann: a1']);
});

test('a diff before the first state says nothing', () => {
  const people = new People();
  diff(people, { count: 1, joins: { ann: person('Ann', 'a1') } });
  expect(people.snapshot()).toEqual({ known: false, count: 0, people: [] });
});

test('a crowd is a count, until it is small enough to have names again', () => {
  const people = room({ ann: person('Ann', 'a1') });
  state(people, { count: 1_001 });
  expect(people.snapshot()).toEqual({ known: true, count: 1_001, people: null });
  diff(people, { count: 1_002 });
  expect(people.snapshot()).toEqual({ known: true, count: 1_002, people: null });
  state(people, { count: 1, people: { ben: person('Ben', 'b1') } });
  expect(seen(people)).toEqual(['Ben: b1']);
});

test('a device says something new of itself; one that is not here says nothing', () => {
  const people = room({ ann: person('Ann', 'a1', 'a2'), ben: person('Ben', 'b1') });
  const before = people.snapshot();
  update(people, {
    updates: [
      { user: 'ann', ref: 'a2', state: { cup: '417' } },
      { user: 'cid', ref: 'c1', state: { cup: '530' } },
      { user: 'ben', ref: 'gone', state: { cup: '612' } },
    ],
  });
  const after = people.snapshot();
  expect(after.people?.[0]?.devices.map((device) => device.state)).toEqual([{}, { cup: '417' }]);
  expect(before.people?.[0]?.devices.map((device) => device.state)).toEqual([{}, {}]);
  expect(after.people?.[1]).toBe(before.people?.[1]);
});

test('the snapshot is the same until something changes, and listeners are told', () => {
  const people = room({ ann: person('Ann', 'a1') });
  const listener = vi.fn();
  const stop = people.subscribe(listener);
  expect(people.snapshot()).toBe(people.snapshot());
  tell(people, { event: 'chat.said' });
  expect(listener).not.toHaveBeenCalled();
  const before = people.snapshot();
  diff(people, { count: 2, joins: { ben: person('Ben', 'b1') } });
  expect(people.snapshot()).not.toBe(before);
  expect(listener).toHaveBeenCalledOnce();
  stop();
  people.clear();
  expect(listener).toHaveBeenCalledOnce();
  expect(people.snapshot().known).toBe(false);
});

test('a name that changed is the newest', () => {
  const people = room({ ann: person('Ann', 'a1') });
  diff(people, { count: 1, leaves: { ann: person('Ann', 'a1') }, joins: { ann: person('Anna', 'a1') } });
  expect(seen(people)).toEqual(['Anna: a1']);
});
