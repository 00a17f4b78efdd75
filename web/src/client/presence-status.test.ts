import { expect, test } from 'vitest';
import { PresenceStatus, STATUS_EVERY_MS } from './presence-status';
import type { FakeHost } from './testing/fake-host';
import { lostAndBack, online } from './testing/opened';

const said = (host: FakeHost) =>
  host.newest.sent.filter(({ type }) => type === 'presence.update').map(({ data }) => data.state);

const entered = (host: FakeHost) =>
  host.newest.say({ type: 'snapshot', channel: 'room:7', epoch: 'e', offset: 1, reason: 'joined', data: {} });

test('the first is sent at once, of those that follow soon only the newest', async () => {
  const { host, client } = await online();
  const status = new PresenceStatus(client, '7');
  status.set({ cup: '1' });
  status.set({ cup: '2' });
  status.set({ cup: '3' });
  expect(said(host)).toEqual([{ cup: '1' }]);
  await host.pass(STATUS_EVERY_MS);
  expect(said(host)).toEqual([{ cup: '1' }, { cup: '3' }]);
  await host.pass(10 * STATUS_EVERY_MS);
  expect(said(host)).toHaveLength(2);
});

test('it is said again when the connection is back, and when the room is entered', async () => {
  const { host, client } = await online();
  const status = new PresenceStatus(client, '7');
  status.set({ cup: '1' });
  host.newest.refuse('presence.update', 'not_joined');
  await host.pass(STATUS_EVERY_MS);
  entered(host);
  await host.pass(STATUS_EVERY_MS);
  expect(said(host)).toEqual([{ cup: '1' }, { cup: '1' }]);
  await lostAndBack(host);
  expect(said(host)).toEqual([{ cup: '1' }]);
});

test('what was set without a connection is said with it; after the end nothing is', async () => {
  const { host, client } = await online();
  const status = new PresenceStatus(client, '7');
  host.newest.end(1006);
  status.set({ cup: '1' });
  await host.pass(15_000);
  host.newest.accept({ resumed: true });
  expect(said(host)).toEqual([{ cup: '1' }]);
  status.close();
  entered(host);
  await host.pass(STATUS_EVERY_MS);
  expect(said(host)).toHaveLength(1);
});

test('what was too fast for the server is said a moment later', async () => {
  const { host, client } = await online();
  const status = new PresenceStatus(client, '7');
  status.set({ cup: '1' });
  host.newest.refuse('presence.update', 'rate_limited', { retryable: true, retryAfterMs: 50 });
  await host.pass(STATUS_EVERY_MS);
  expect(said(host)).toEqual([{ cup: '1' }, { cup: '1' }]);
});
