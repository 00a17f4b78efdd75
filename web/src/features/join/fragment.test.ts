import { describe, expect, it } from 'vitest';
import { identityOf, readFragment } from './fragment';

const claims = (value: object) =>
  `e30.${btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')}.sig`;

describe('the fragment of a link', () => {
  it('holds an invitation and the session that it leads to', () => {
    expect(readFragment('#invitation=a.b.c&session=t1')).toEqual({ invitation: 'a.b.c', session: 't1' });
  });

  it('may hold nothing', () => {
    expect(readFragment('')).toEqual({});
  });
});

describe('who a token is for', () => {
  it('is read with names of any script', () => {
    const token = claims({ sub: 'guest-1', name: '홍길동', exp: 2_000_000_000, room: 'lab', role: 'cupper' });
    expect(identityOf(token)).toEqual({
      token,
      user: 'guest-1',
      name: '홍길동',
      expiresAtMs: 2_000_000_000_000,
      kind: 'guest',
      room: 'lab',
      role: 'cupper',
    });
  });

  it.each(['', 'no token', 'a.b.c', claims({ name: 'nobody' })])('is unknown for %j', (token) => {
    expect(identityOf(token)).toBeNull();
  });
});
