import { expect, test } from 'vitest';
import { afterSanction, type Sanctions } from './useSanctions';

const none: Sanctions = { muted: {}, banned: {} };

test('a mute and a ban last until they are lifted', () => {
  const muted = afterSanction(none, { event: 'room.member-muted', data: { user: 'ann', untilMs: 9 } });
  const both = afterSanction(muted, { event: 'room.member-banned', data: { user: 'ben', by: 'host', reason: 'spam' } });
  expect(both).toEqual({ muted: { ann: { untilMs: 9 } }, banned: { ben: { by: 'host', reason: 'spam' } } });
  const unmuted = afterSanction(both, { event: 'room.member-unmuted', data: { user: 'ann' } });
  expect(afterSanction(unmuted, { event: 'room.member-unbanned', data: { user: 'ben', by: 'host' } })).toEqual(none);
});

test('other events change nothing', () => {
  expect(afterSanction(none, { event: 'room.member-left', data: { user: 'ann' } })).toBe(none);
});
