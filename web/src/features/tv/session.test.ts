import { describe, expect, it } from 'vitest';
import type { ReplayedTastingEvent, Step, Tasting } from '../../client';
import { allRevealed, chooseSession, codesNow, pouredAtMs } from './session';

const session = (id: string, createdAtMs: number, step: Step, revealed = false): Tasting => ({
  id,
  room: 'r',
  title: id,
  form: 'cva-affective',
  version: 1,
  cups: 5,
  ordering: 'table',
  automatic: true,
  flights: 2,
  createdAtMs,
  moment: { seq: 1, step, flight: 1, phase: 'fragrance', startedAtMs: 0, paused: false },
  cuppers: 3,
  samples: [
    { code: '153', flight: 1, revealed },
    { code: '417', flight: 2, revealed },
    { code: '806', revealed: true },
  ],
});

describe('the session on the screen', () => {
  it('is the newest that is not closed', () => {
    expect(chooseSession([session('old', 1, 'closed'), session('a', 2, 'lobby'), session('b', 3, 'lobby')])?.id).toBe(
      'b',
    );
  });

  it('is not taken off while it is cupped, though another is being prepared', () => {
    expect(chooseSession([session('cupped', 1, 'hot'), session('next', 2, 'lobby')])?.id).toBe('cupped');
  });

  it('gives way to the next one when all of it is revealed', () => {
    expect(chooseSession([session('done', 1, 'reveal', true), session('next', 2, 'lobby')])?.id).toBe('next');
  });

  it('stays when all are closed, until there is another', () => {
    expect(chooseSession([session('a', 1, 'closed', true), session('b', 2, 'closed', true)])?.id).toBe('b');
    expect(chooseSession([])).toBeUndefined();
  });
});

describe('its codes', () => {
  it('are those of the flight, or the calibration’s alone', () => {
    expect(codesNow(session('a', 1, 'dry'))).toEqual(['153']);
    expect(codesNow(session('a', 1, 'calibration'))).toEqual(['806']);
  });

  it('are revealed when all of the flights are, whatever the calibration was', () => {
    expect(allRevealed(session('a', 1, 'reveal'))).toBe(false);
    expect(allRevealed(session('a', 1, 'reveal', true))).toBe(true);
  });
});

it('t0 is the last time that water was poured for the flight', () => {
  const moved = (step: Step, flight: number, startedAtMs: number): ReplayedTastingEvent => ({
    number: startedAtMs,
    offsetMs: 0,
    event: 'tasting.moved',
    data: { session: 'a', moment: { seq: 1, step, flight, phase: 'fragrance', startedAtMs, paused: false } },
  });
  const events = [
    moved('pour', 1, 100),
    moved('dry', 1, 200),
    moved('pour', 1, 300),
    moved('break', 1, 400),
    moved('pour', 2, 500),
  ];
  expect(pouredAtMs(events, 1)).toBe(300);
  expect(pouredAtMs(events, 2)).toBe(500);
  expect(pouredAtMs(events, 3)).toBeUndefined();
});
