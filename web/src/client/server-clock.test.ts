import { expect, test, vi } from 'vitest';
import type { CremaClient } from './client';
import { SAMPLES, ServerClock, SYNC_EVERY_MS } from './server-clock';
import { FakeHost } from './testing/fake-host';

const AHEAD_MS = 90_000;

/** A server whose clock is ahead, and a network with a delay of its own each way, for each question in turn. */
function network(delays: [thereMs: number, backMs: number][]) {
  const host = new FakeHost();
  const online: (() => void)[] = [];
  let asked = 0;
  const send = vi.fn(async () => {
    const [thereMs, backMs] = delays[asked++ % delays.length] ?? [0, 0];
    await new Promise<void>((there) => host.after(thereMs, there));
    const serverTimeMs = host.now() + AHEAD_MS;
    await new Promise<void>((back) => host.after(backMs, back));
    return { serverTimeMs };
  });
  const on = (_: string, listener: () => void) => {
    online.push(listener);
    return () => online.splice(0);
  };
  const client = { send, on, state: { state: 'connecting' }, host } as unknown as CremaClient;
  const connected = () => {
    for (const tell of online) tell();
  };
  return { host, client, send, connected };
}

async function sync(clock: ServerClock, host: FakeHost): Promise<void> {
  const done = clock.sync();
  await host.pass(10_000);
  await done;
}

test('before the first answer it is this machine’s, without a promise', () => {
  const { host, client } = network([[10, 10]]);
  const clock = new ServerClock(client);
  expect(clock.now()).toBe(host.nowMs);
  expect(clock.uncertaintyMs).toBe(Number.POSITIVE_INFINITY);
});

test('the same way there and back gives the exact offset', async () => {
  const { host, client, send } = network([[20, 20]]);
  const clock = new ServerClock(client);
  await sync(clock, host);
  expect(clock.offsetMs).toBe(AHEAD_MS);
  expect(clock.now()).toBe(host.nowMs + AHEAD_MS);
  expect(send).toHaveBeenCalledTimes(SAMPLES);
  expect(SAMPLES).toBeGreaterThanOrEqual(5);
});

test('the sample with the least round trip wins over those that were delayed one way', async () => {
  const { host, client } = network([
    [400, 10],
    [10, 300],
    [12, 8],
    [800, 10],
    [10, 900],
  ]);
  const clock = new ServerClock(client);
  await sync(clock, host);
  expect(clock.offsetMs).toBe(AHEAD_MS + 2);
});

test('a delay on one way is off by half of it, and never by more than it says', async () => {
  const { host, client } = network([[180, 20]]);
  const clock = new ServerClock(client);
  const done = clock.sync();
  await host.pass(200 * SAMPLES);
  await done;
  expect(clock.offsetMs).toBe(AHEAD_MS + 80);
  expect(clock.uncertaintyMs).toBeGreaterThanOrEqual(80);
  expect(clock.uncertaintyMs).toBeLessThan(101);
});

test('a worse comparison does not take the place of a better one; a clock that was set does', async () => {
  const delays: [number, number][] = [[5, 5]];
  const { host, client } = network(delays);
  const clock = new ServerClock(client);
  await sync(clock, host);
  delays[0] = [500, 100];
  await sync(clock, host);
  expect(clock.offsetMs).toBe(AHEAD_MS);
  host.nowMs += 3_600_000; // the machine's clock, not the server's: seen from here the server fell back
  delays[0] = [5 + 0, 5];
  const before = AHEAD_MS;
  const behind = vi.fn();
  clock.onChange(behind);
  const serverAhead = (client.send as unknown as ReturnType<typeof vi.fn>).mockImplementation(async () => ({
    serverTimeMs: host.now() + before - 3_600_000,
  }));
  await sync(clock, host);
  expect(serverAhead).toHaveBeenCalled();
  expect(clock.offsetMs).toBe(before - 3_600_000);
  expect(behind).toHaveBeenCalledOnce();
});

test('it compares after each connect and every few minutes, until it is closed', async () => {
  const { host, client, send, connected } = network([[5, 5]]);
  const clock = new ServerClock(client);
  connected();
  await host.pass(1_000);
  expect(send).toHaveBeenCalledTimes(SAMPLES);
  await host.pass(SYNC_EVERY_MS);
  expect(send).toHaveBeenCalledTimes(2 * SAMPLES);
  connected();
  await host.pass(1_000);
  expect(send).toHaveBeenCalledTimes(3 * SAMPLES);
  clock.close();
  await host.pass(2 * SYNC_EVERY_MS);
  expect(send).toHaveBeenCalledTimes(3 * SAMPLES);
});

test('without one answer it says so, and keeps what it knew', async () => {
  const { host, client, send } = network([[5, 5]]);
  const clock = new ServerClock(client);
  await sync(clock, host);
  send.mockRejectedValue(new Error('lost'));
  await expect(clock.sync()).rejects.toThrow('lost');
  expect(clock.offsetMs).toBe(AHEAD_MS);
});
