import { expect, test } from 'vitest';
import { newKey } from './keys';
import { FakeHost } from './testing/fake-host';

test('keys are short, fit where the server wants visible ASCII, and are all different', () => {
  const keys = Array.from({ length: 1_000 }, () => newKey());
  for (const key of keys) {
    expect(key).toMatch(/^[A-Za-z0-9_-]{22}$/);
  }
  expect(new Set(keys).size).toBe(1_000);
  expect(newKey({ randomBytes: () => new Uint8Array(16).fill(255) })).toBe('_____________________w');
  expect(newKey(new FakeHost())).toHaveLength(22);
});
