import { expect, test } from 'vitest';
import type { CremaClient } from './client';
import type { ErrorCode } from './protocol';
import { REFOLLOW_TRIES_MAX } from './refollowing';
import type { FakeHost } from './testing/fake-host';
import { lostAndBack, online } from './testing/opened';

const ROOM = 'room:7';
const error = (code: ErrorCode, retryable: boolean) => ({ code, number: 0, message: code, retryable });

function told(client: CremaClient): string[] {
  const all: string[] = [];
  client.on('event', ({ event, offset }) => all.push(`${event} ${offset ?? '-'}`));
  client.on('snapshot', ({ channel, reason, offset }) => all.push(`${reason} ${channel} ${offset}`));
  client.on('moved', ({ channel, reason }) => all.push(`${reason} ${channel}`));
  return all;
}

function event(host: FakeHost, offset?: number, name = 'chat.said'): void {
  host.newest.say({ type: 'event', channel: ROOM, event: name, atMs: 1, data: {}, ...(offset && { offset }) });
}

function snapshot(host: FakeHost, epoch: string, offset: number, reason = 'joined'): void {
  host.newest.say({ type: 'snapshot', channel: ROOM, epoch, offset, reason, data: {} });
}

/** In the room at (e1, 10). */
async function joined(): Promise<{ host: FakeHost; client: CremaClient }> {
  const all = await online({ channels: { 'user-ann': { recovered: false, epoch: 'u1', offset: 0 } } });
  all.host.newest.say({ type: 'snapshot', channel: 'user-ann', epoch: 'u1', offset: 0, reason: 'joined', data: {} });
  all.client.send('room.join', { room: '7' });
  all.host.newest.ack('room.join', { channels: { [ROOM]: { recovered: false, epoch: 'e1', offset: 10 } } });
  snapshot(all.host, 'e1', 10);
  return all;
}

const named = (host: FakeHost) => host.newest.last('connect').data.channels;

test('each event is told once and in order, and the newest position is named on the way back', async () => {
  const { host, client } = await joined();
  const all = told(client);
  event(host, 11);
  event(host, 12);
  event(host, 12);
  event(host, 11);
  event(host, undefined, 'presence_diff');
  event(host, undefined, 'presence_diff');
  await lostAndBack(host, { channels: { [ROOM]: { recovered: true, epoch: 'e1', offset: 12 } } });
  event(host, 12);
  event(host, 13);
  expect(all).toEqual(['chat.said 11', 'chat.said 12', 'presence_diff -', 'presence_diff -', 'chat.said 13']);
  expect(named(host)).toEqual({ 'user-ann': { epoch: 'u1', offset: 0 }, [ROOM]: { epoch: 'e1', offset: 12 } });
});

test('a snapshot replaces the position, in a new epoch too', async () => {
  const { host, client } = await joined();
  const all = told(client);
  event(host, 11);
  snapshot(host, 'e2', 3, 'reset');
  event(host, 3);
  event(host, 4);
  expect(all).toEqual(['chat.said 11', 'reset room:7 3', 'chat.said 4']);
  await lostAndBack(host);
  expect(named(host)).toMatchObject({ [ROOM]: { epoch: 'e2', offset: 4 } });
});

test('who is cut off before the promised snapshot asks for all of it again', async () => {
  const { host, client } = await online();
  client.send('room.join', { room: '7' });
  host.newest.ack('room.join', { channels: { [ROOM]: { recovered: false, epoch: 'e1', offset: 10 } } });
  await lostAndBack(host, { channels: { [ROOM]: { recovered: false, epoch: 'e1', offset: 12 } } });
  expect(named(host)).toEqual({ [ROOM]: {} });
  snapshot(host, 'e1', 12, 'resumed');
  await lostAndBack(host);
  expect(named(host)).toEqual({ [ROOM]: { epoch: 'e1', offset: 12 } });
});

test('an old answer does not set the position back', async () => {
  const { host, client } = await joined();
  event(host, 11);
  client.send('channel.subscribe', { channel: ROOM, epoch: 'e1', offset: 10 });
  event(host, 12);
  host.newest.ack('channel.subscribe', { channel: ROOM, recovered: true, epoch: 'e1', offset: 10 });
  const all = told(client);
  event(host, 11);
  event(host, 12);
  event(host, 13);
  expect(all).toEqual(['chat.said 13']);
});

test('what is not followed any more is not named again', async () => {
  const { host, client } = await joined();
  const all = told(client);
  client.send('channel.subscribe', { channel: 'store:7' });
  host.newest.ack('channel.subscribe', { channel: 'store:7', recovered: true, epoch: 's1', offset: 4 });
  client.send('channel.unsubscribe', { channel: 'store:7' });
  host.newest.ack('channel.unsubscribe');
  host.newest.say({ type: 'moved', data: { channel: ROOM, reason: 'kicked' } });
  await lostAndBack(host, { channels: { 'user-ann': { error: error('forbidden', false) } } });
  expect(named(host)).toEqual({ 'user-ann': { epoch: 'u1', offset: 0 } });
  await lostAndBack(host);
  expect(named(host)).toEqual({});
  expect(all).toEqual(['kicked room:7', 'forbidden user-ann']);
});

test('a channel that could not be opened for the moment is asked for again, from where one stood', async () => {
  const { host, client } = await joined();
  const all = told(client);
  await lostAndBack(host, { channels: { [ROOM]: { error: error('unavailable', true) } } });
  await host.pass(500);
  expect(host.newest.last('channel.subscribe').data).toEqual({ channel: ROOM, epoch: 'e1', offset: 10 });
  host.newest.refuse('channel.subscribe', 'unavailable', { retryable: true });
  await host.pass(1_000);
  expect(host.newest.types()).toEqual(['connect', 'channel.subscribe', 'channel.subscribe']);
  host.newest.ack('channel.subscribe', { channel: ROOM, recovered: true, epoch: 'e1', offset: 10 });
  event(host, 11);
  expect(all).toEqual(['chat.said 11']);
});

test('a channel that cannot be opened for long is told to be gone', async () => {
  const { host, client } = await joined();
  const all = told(client);
  await lostAndBack(host, { channels: { [ROOM]: { error: error('unavailable', true) } } });
  for (let i = 0; i < REFOLLOW_TRIES_MAX; i++) {
    await host.pass(15_000);
    host.newest.refuse('channel.subscribe', 'unavailable', { retryable: true });
  }
  await host.pass(60_000);
  expect(all).toEqual(['unavailable room:7']);
  expect(host.newest.types()).toHaveLength(1 + REFOLLOW_TRIES_MAX);
});

test('words of a later version, and what is no word at all, are passed over', async () => {
  const { host, client } = await joined();
  const all = told(client);
  host.newest.say({ type: 'weather', data: { rain: true } });
  host.newest.onmessage?.({ data: 'not json' });
  host.newest.onmessage?.({ data: new ArrayBuffer(3) });
  host.newest.onmessage?.({ data: '17' });
  event(host, 11, 'tasting.of-tomorrow');
  expect(all).toEqual(['tasting.of-tomorrow 11']);
  expect(client.state.state).toBe('online');
});

test('not more channels are named than a server takes, the own one counted', async () => {
  const { host, client } = await online({ limits: { frameBytesMax: 65_536, pendingCommandsMax: 64, channelsMax: 3 } });
  for (const channel of ['a', 'b', 'c']) {
    client.send('channel.subscribe', { channel });
    host.newest.ack('channel.subscribe', { channel, recovered: true, epoch: 'e', offset: 1 });
  }
  await lostAndBack(host);
  expect(Object.keys(named(host) as object)).toEqual(['a', 'b']);
});
