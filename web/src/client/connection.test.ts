import { expect, test, vi } from 'vitest';
import { ANSWER_PATIENCE_MS, CONNECT_PATIENCE_MS, PROBE_PATIENCE_MS, TOKEN_PATIENCE_MS } from './connection';
import { lostAndBack, online, opened } from './testing/opened';

test('it says connect with the token, and who it is', async () => {
  const { host, client } = await opened({ name: 'test/1' });
  host.newest.onopen?.();
  expect(host.newest.url).toBe('wss://crema.test/ws');
  expect(host.newest.protocol).toBe('crema.v1.json');
  expect(host.newest.sent).toEqual([
    { type: 'connect', id: 1, data: { token: 'token-1', client: 'test/1', channels: {} } },
  ]);
  expect(client.state).toEqual({ state: 'connecting' });
  host.newest.accept();
  expect(client.state).toEqual({ state: 'online' });
  expect(client.user).toEqual({ id: 'ann', name: 'Ann', kind: 'MEMBER' });
});

test('it presents its session when it comes back', async () => {
  const { host } = await online();
  await lostAndBack(host);
  expect(host.newest.last('connect').data.session).toBe('s_first');
});

test('a refused connect says why, and the close code whether to come back', async () => {
  const { host, client } = await opened();
  host.newest.onopen?.();
  host.newest.refuse('connect', 'unauthenticated');
  host.newest.end(3500, 'unauthenticated');
  expect(client.state).toMatchObject({ state: 'closed', code: 3500, refusal: 'unauthenticated' });
  await expect(client.send('room.list', {})).rejects.toMatchObject({ code: 'lost' });
  client.open();
  await host.pass(0);
  host.newest.accept();
  expect(client.state.state).toBe('online');
});

test('a token that ends is exchanged for a fresh one on the open socket', async () => {
  const token = vi.fn(async ({ fresh }: { fresh: boolean }) => (fresh ? 'token-2' : 'token-1'));
  const { host, client } = await online({}, { token });
  host.newest.say({ type: 'token-expiring', data: { expiresAtMs: 1, graceMs: 10_000 } });
  await host.pass(0);
  expect(host.newest.last('auth.refresh').data).toEqual({ token: 'token-2' });
  host.newest.ack('auth.refresh', { tokenExpiresAtMs: 2 });
  expect(client.pending).toBe(0);
  await lostAndBack(host);
  expect(token.mock.calls.map(([ask]) => ask.fresh)).toEqual([false, true, false]);
});

test('a token that could not be exchanged in time: it comes back with a fresh one', async () => {
  const tokens = [
    async () => 'token-1',
    async () => Promise.reject(new Error('the shop is closed')),
    async () => 'token-3',
  ];
  const asked: boolean[] = [];
  const { host, client } = await online(
    {},
    {
      token: ({ fresh }) => {
        asked.push(fresh);
        return tokens[asked.length - 1]?.() ?? Promise.reject(new Error('asked too often'));
      },
    },
  );
  host.newest.say({ type: 'token-expiring', data: { expiresAtMs: 1, graceMs: 10_000 } });
  await host.pass(10_000);
  expect(client.state.state).toBe('online');
  host.newest.end(3003, 'token-expired');
  await host.pass(500);
  host.newest.accept({ resumed: true });
  expect(host.newest.last('connect').data.token).toBe('token-3');
  expect(asked).toEqual([false, true, true]);
});

test('without a token it tries again, also when nobody answers about it', async () => {
  const failing = await opened({ token: async () => Promise.reject(new Error('no network')) });
  expect(failing.client.state).toMatchObject({ state: 'waiting', code: 1006, reason: 'no network' });
  expect(failing.host.sockets).toEqual([]);

  const silent = await opened({ token: () => new Promise(() => undefined) });
  await silent.host.pass(TOKEN_PATIENCE_MS - 1);
  expect(silent.client.state.state).toBe('connecting');
  await silent.host.pass(1);
  expect(silent.client.state).toMatchObject({ state: 'waiting', reason: 'no token' });
});

test('a socket that is never accepted is given up', async () => {
  const { host, client } = await opened();
  host.newest.onopen?.();
  await host.pass(CONNECT_PATIENCE_MS);
  expect(client.state).toMatchObject({ state: 'waiting', code: 1006 });
  expect(host.newest.closedWith).not.toBeNull();
});

test('when the network is back it does not wait for its timer', async () => {
  const { host, client } = await online();
  host.nextRandom = 1;
  host.newest.end(1006);
  client.hurry();
  client.hurry();
  await host.pass(0);
  expect(host.sockets).toHaveLength(2);
  host.newest.accept();
  expect(client.state.state).toBe('online');
  await host.pass(1_000);
  expect(host.sockets).toHaveLength(2);
});

test('a dead connection is noticed by a probe without an answer', async () => {
  const { host, client } = await online();
  const dead = host.newest;
  client.hurry();
  expect(dead.last('time').data).toEqual({});
  await host.pass(PROBE_PATIENCE_MS - 1);
  client.hurry(); // asking again does not give it more time
  expect(client.state.state).toBe('online');
  await host.pass(1);
  expect(client.state).toMatchObject({ state: 'waiting', code: 1006 });
  dead.say({ type: 'drain', data: { reconnectAfterMs: 0, deadlineMs: 0 } });
  await host.pass(500);
  expect(host.sockets).toHaveLength(2);
});

test('any sign of life answers a probe', async () => {
  const { host, client } = await online();
  client.hurry();
  host.newest.say({ type: 'event', channel: 'room:7', event: 'chat.said', atMs: 1, data: {} });
  await host.pass(PROBE_PATIENCE_MS);
  expect(client.state.state).toBe('online');
});

test('a server that owes an answer and says nothing is gone; one that owes nothing may be silent', async () => {
  const { host, client } = await online();
  await host.pass(10 * ANSWER_PATIENCE_MS);
  expect(client.state.state).toBe('online');
  client.send('room.get', { room: '7' });
  await host.pass(ANSWER_PATIENCE_MS);
  expect(client.state.state).toBe('waiting');
});

test('a node that drains is left at the given moment, and not before; the way back is at once', async () => {
  const { host, client } = await online();
  const old = host.newest;
  host.newest.say({ type: 'drain', data: { reconnectAfterMs: 4_000, deadlineMs: 1_790_000_010_000 } });
  await host.pass(3_999);
  const answer = client.send('room.leave', { room: '7' });
  expect(old.types()).toEqual(['connect', 'room.leave']);
  await host.pass(1);
  expect(old.closedWith).toBe(1000);
  expect(host.sockets).toHaveLength(2);
  host.newest.accept({ resumed: true });
  host.newest.ack('room.leave');
  await answer;
});

test('whoever closes is gone: nothing comes back, nothing is sent, nothing is heard', async () => {
  const { host, client } = await online();
  const answer = client.send('room.leave', { room: '7' });
  const told = vi.fn();
  client.on('event', told);
  client.close();
  expect(host.newest.closedWith).toBe(1000);
  expect(client.state).toEqual({ state: 'closed' });
  host.newest.say({ type: 'event', channel: 'room:7', event: 'chat.said', atMs: 1, data: {} });
  await expect(answer).rejects.toMatchObject({ code: 'lost' });
  await expect(client.send('room.leave', { room: '7' })).rejects.toMatchObject({ code: 'lost' });
  await host.pass(60_000);
  expect(host.sockets).toHaveLength(1);
  expect(told).not.toHaveBeenCalled();
  expect(client.user).toBeNull();
});

test('opened again it begins anew, with numbers that were not used', async () => {
  const { host, client } = await online();
  client.close();
  client.open();
  client.open();
  await host.pass(0);
  host.newest.accept();
  expect(host.sockets).toHaveLength(2);
  expect(host.newest.sent).toEqual([
    { type: 'connect', id: 2, data: { token: 'token-1', client: 'crema-web/1', channels: {} } },
  ]);
});

test('a listener that stopped hears nothing, and one may close the client', async () => {
  const { host, client } = await opened();
  const first = vi.fn();
  const stop = client.on('state', first);
  client.on('state', ({ state }) => {
    if (state === 'online') client.close();
  });
  stop();
  host.newest.accept();
  expect(first).not.toHaveBeenCalled();
  expect(client.state.state).toBe('closed');
  expect(host.newest.types()).toEqual(['connect']);
});
