import { expect, test } from 'vitest';
import { figure, signed } from './figures';

test('scores have two places, spreads three', () => {
  expect(figure(84.25, 'score', 'en')).toBe('84.25');
  expect(figure(2.471, 'spread', 'en')).toBe('2.471');
  expect(figure(83.3, 'score', 'ko')).toBe('83.30');
});

test('a bias tells its direction by a sign', () => {
  expect(signed(0.766, 'spread', 'en')).toBe('+0.766');
  expect(signed(-0.766, 'spread', 'en')).toBe('−0.766');
  expect(signed(0, 'spread', 'en')).toBe('±0.000');
});
