import { describe, expect, test } from 'vitest';
import { CLOSE_NAMES, comesBack } from './close-codes';
import { online } from './testing/opened';

/** All of docs/protocol.md, and what there is without a close frame. */
const table: [code: number, back: boolean][] = [
  [1000, false],
  [1001, true],
  [1006, true],
  [3000, true],
  [3001, true],
  [3002, true],
  [3003, true],
  [3004, true],
  [3005, true],
  [3500, false],
  [3501, false],
  [3502, false],
  [3503, false],
  [3504, false],
  [3505, false],
  [3506, false],
];

describe.each(table)('a socket closed with %i', (code, back) => {
  test(back ? 'comes back' : 'does not come back', async () => {
    const { host, client } = await online();
    host.newest.end(code, 'why');
    expect(comesBack(code)).toBe(back);
    expect(client.state).toMatchObject({ state: back ? 'waiting' : 'closed', code, reason: 'why' });
    await host.pass(60_000);
    expect(host.sockets.length > 1).toBe(back);
  });
});

test('the whole table has names, and what is not in it comes back unless its number says not to', () => {
  const named = Object.keys(CLOSE_NAMES).map(Number);
  expect(named).toEqual(table.map(([code]) => code).filter((code) => code !== 1006));
  expect([1005, 1011, 1012, 3499, 4000].map(comesBack)).toEqual([true, true, true, true, true]);
  expect([3599, 3999].map(comesBack)).toEqual([false, false]);
});
