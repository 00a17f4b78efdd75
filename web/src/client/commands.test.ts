import { expect, test, vi } from 'vitest';
import type { CremaClient } from './client';
import { COMMANDS_MAX } from './commands';
import { lostAndBack, online, opened } from './testing/opened';

const say = (client: CremaClient, text: string, clientKey?: string) =>
  client.send('chat.say', { room: '7', text, ...(clientKey && { clientKey }) });

test('what has no answer is sent again after a loss, with the same number, in the order of sending', async () => {
  const { host, client } = await online();
  const answers = [say(client, 'one'), say(client, 'two'), say(client, 'three')];
  const ids = host.newest.sent.slice(1).map(({ id }) => id);
  host.newest.say({ type: 'ack', id: ids[1], data: { message: { text: 'two' } } });

  await lostAndBack(host);

  const again = host.newest.sent.slice(1);
  expect(again.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
  expect(again.map(({ data }) => data.text)).toEqual(['one', 'three']);
  for (const { id, data } of again) {
    host.newest.say({ type: 'ack', id, data: { message: { text: data.text } } });
  }
  expect((await Promise.all(answers)).map(({ message }) => message.text)).toEqual(['one', 'two', 'three']);
});

test('no number is used twice in a session, not even by connect', async () => {
  const { host, client } = await online();
  client.send('room.get', { room: '7' });
  await lostAndBack(host);
  client.send('room.get', { room: '8' });
  const sent = host.sockets.flatMap((socket) => socket.sent);
  const byId = new Map(sent.map(({ id, type, data }) => [id, JSON.stringify([type, data])]));
  for (const { id, type, data } of sent) {
    expect(byId.get(id)).toBe(JSON.stringify([type, data]));
  }
  expect(byId.size).toBe(4);
});

test('what was changed by its owner since goes out as it was sent', async () => {
  const { host, client } = await online();
  const state = { cup: '417' };
  client.send('presence.update', { room: '7', state });
  state.cup = '530';
  await lostAndBack(host);
  expect(host.newest.last('presence.update').data.state).toEqual({ cup: '417' });
});

test('before the connection it waits; only what is worth sending now fails', async () => {
  const { host, client } = await opened();
  const told = vi.fn();
  client.on('pending', told);
  const answer = say(client, 'early');
  await expect(client.send('time', {}, { volatile: true })).rejects.toMatchObject({ code: 'lost', number: 0 });
  expect(client.pending).toBe(1);
  host.newest.accept();
  host.newest.ack('chat.say', { message: {} });
  await answer;
  expect(client.pending).toBe(0);
  expect(told.mock.calls.flat()).toEqual([1, 0]);
});

test('what is only worth sending now is given up with the connection, and is not counted as pending', async () => {
  const { host, client } = await online();
  const volatile = client.send('presence.update', { room: '7', state: {} }, { volatile: true });
  expect(client.pending).toBe(0);
  await Promise.all([expect(volatile).rejects.toMatchObject({ code: 'lost' }), lostAndBack(host)]);
  expect(host.newest.types()).toEqual(['connect']);
});

test('at most as many are on the way as the server takes; the next goes with each answer', async () => {
  const limits = { frameBytesMax: 65_536, pendingCommandsMax: 2, channelsMax: 128 };
  const { host, client } = await online({ limits });
  const answers = ['a', 'b', 'c', 'd'].map((room) => client.send('room.leave', { room }));
  expect(host.newest.sent.slice(1).map(({ data }) => data.room)).toEqual(['a', 'b']);
  host.newest.say({ type: 'ack', id: host.newest.sent[1]?.id, data: {} });
  expect(host.newest.sent.slice(1).map(({ data }) => data.room)).toEqual(['a', 'b', 'c']);
  for (let i = 2; i <= 4; i++) {
    host.newest.say({ type: 'ack', id: host.newest.sent[i]?.id, data: {} });
  }
  await Promise.all(answers);
});

test('beyond the limit a command is refused at once, and there is room again after an answer', async () => {
  const { host, client } = await online();
  const all = Array.from({ length: COMMANDS_MAX }, (_, i) => client.send('room.leave', { room: `${i}` }));
  await expect(client.send('room.leave', { room: 'more' })).rejects.toMatchObject({
    code: 'too_many',
    number: 1303,
    limit: COMMANDS_MAX,
    retryable: true,
  });
  host.newest.say({ type: 'ack', id: host.newest.sent[1]?.id, data: {} });
  await all[0];
  const one = client.send('room.leave', { room: 'more' });
  client.close();
  await expect(one).rejects.toMatchObject({ code: 'lost' });
  await Promise.allSettled(all);
});

test('a message that no frame takes is refused here: the server would end the connection for good', async () => {
  const { host, client } = await online();
  const text = '커'.repeat(22_000);
  await expect(say(client, text)).rejects.toMatchObject({ code: 'too_large', limit: 65_536 });
  expect(host.newest.types()).toEqual(['connect']);
});

test('an unknown outcome and a store that is away are asked again with the same number, a few times', async () => {
  const { host, client } = await online();
  const answer = say(client, 'hello');
  const refused = expect(answer).rejects.toMatchObject({ code: 'timeout' });
  for (let i = 0; i < 7; i++) {
    host.newest.refuse('chat.say', i % 2 ? 'unavailable' : 'timeout', { retryable: true });
    await host.pass(15_000);
  }
  await refused;
  const ids = host.newest.sent.slice(1).map(({ id }) => id);
  expect(ids).toHaveLength(7);
  expect(new Set(ids).size).toBe(1);
});

test('who is too fast waits as long as told, a few times; a long wait is for the caller', async () => {
  const { host, client } = await online();
  const answer = say(client, 'hello');
  host.newest.refuse('chat.say', 'rate_limited', { retryable: true, retryAfterMs: 3_000 });
  await host.pass(2_999);
  expect(host.newest.sent).toHaveLength(2);
  await host.pass(1);
  expect(host.newest.sent).toHaveLength(3);
  host.newest.refuse('chat.say', 'rate_limited', { retryable: true, retryAfterMs: 60_000 });
  await expect(answer).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 60_000, retryable: true });
});

test.each(['muted', 'slow_mode', 'full', 'internal', 'conflict'] as const)('%s is told at once', async (code) => {
  const { host, client } = await online();
  const answer = say(client, 'hello');
  host.newest.refuse('chat.say', code, { retryable: true, retryAfterMs: 10 });
  await expect(answer).rejects.toMatchObject({ code, message: code });
  await host.pass(60_000);
  expect(host.newest.sent).toHaveLength(2);
});

test('when the session is forgotten, only what does no harm twice is sent again', async () => {
  const { host, client } = await online();
  const doubtful = say(client, 'doubtful');
  const keyed = say(client, 'keyed', 'key-1');
  const read = client.send('tasting.results', { session: 't' });
  host.newest.end(1006);
  const unsent = say(client, 'unsent');
  const failed = expect(doubtful).rejects.toMatchObject({ code: 'lost', retryable: false });
  await host.pass(15_000);
  host.newest.accept({ session: 's_second', resumed: false });
  await failed;
  expect(host.newest.sent.slice(1).map(({ type, data }) => data.text ?? type)).toEqual([
    'keyed',
    'tasting.results',
    'unsent',
  ]);
  client.close();
  await Promise.allSettled([keyed, read, unsent]);
});

test('a refusal of nothing that we asked is told, and nobody else suffers', async () => {
  const { host, client } = await online();
  const told = vi.fn();
  client.on('refused', told);
  host.newest.say({ type: 'error', error: { code: 'malformed', number: 1001, message: 'x', retryable: false } });
  expect(told).toHaveBeenCalledOnce();
  expect(client.state.state).toBe('online');
});
