import { expect, test } from 'vitest';
import { BACKOFF_FIRST_MS, BACKOFF_MAX_MS, backoffMs } from './backoff';
import { opened } from './testing/opened';

test('the bound doubles from the first to the last, and the whole stretch below it is used', () => {
  const least = [0, 1, 2, 3, 4, 5, 40].map((failures) => backoffMs(failures, () => 0));
  const most = [0, 1, 2, 3, 4, 5, 40].map((failures) => backoffMs(failures, () => 1));
  expect(least).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(most).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  expect([BACKOFF_FIRST_MS, BACKOFF_MAX_MS]).toEqual([500, 15_000]);
});

test('each loss waits longer, until a connection has lasted', async () => {
  const { host, client } = await opened();
  host.nextRandom = 1;
  const waits: (number | undefined)[] = [];
  client.on('state', ({ state, retryInMs }) => {
    if (state === 'waiting') waits.push(retryInMs);
  });

  for (let i = 0; i < 3; i++) {
    host.newest.end(1006);
    await host.pass(15_000);
  }
  host.newest.accept();
  host.newest.end(3004); // accepted, and thrown out at once: nothing has become better
  await host.pass(15_000);
  host.newest.accept();
  await host.pass(5_000);
  host.newest.end(3001);

  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 500]);
});
