import { expect, test } from 'vitest';
import { partInSight, stretchOf } from './desk';

test('the desk shows what a host looks at in each step', () => {
  expect(partInSight('lobby', null)).toBe('table');
  expect(partInSight('warm', null)).toBe('completion');
  expect(partInSight('lock', null)).toBe('consensus');
  expect(partInSight('reveal', null)).toBe('reveal');
});

test('a choice holds through the steps of a stretch, and no longer', () => {
  const chosen = { stretch: stretchOf('dry'), part: 'scores' } as const;
  expect(partInSight('cool', chosen)).toBe('scores');
  expect(partInSight('lock', chosen)).toBe('consensus');
});
