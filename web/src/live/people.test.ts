import { expect, test } from 'vitest';
import type { Person } from '../client';
import { presentIn } from './people';

const device = (ref: string, state: Record<string, string>) => ({ ref, sinceMs: 1, role: 'cupper' as const, state });
const people: Person[] = [
  {
    user: 'ann',
    name: 'Ann',
    devices: [
      device('a', { session: 't1', sample: '417', section: 'flavor' }),
      device('b', { session: 't2', sample: '903' }),
    ],
  },
  { user: 'ben', name: 'Ben', devices: [device('c', {})] },
];

test('each is at the cup of the session that is asked about', () => {
  expect(presentIn('t1', people)).toEqual([
    { user: 'ann', name: 'Ann', role: 'cupper', devices: 2, sample: '417', section: 'flavor' },
    { user: 'ben', name: 'Ben', role: 'cupper', devices: 1 },
  ]);
  expect(presentIn('t2', people)[0]).toMatchObject({ sample: '903' });
});
