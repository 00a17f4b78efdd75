/** In which order a cupper goes through the samples. */
import type { SampleView, Tasting } from '../../../client';

export interface Place {
  code: string;
  /** From 1, among the samples of its flight. */
  position: number;
  of: number;
  /** Absent for the calibration's. */
  flight?: number;
}

/** The cupper's own order; without one that of the codes, which says nothing of what they are. */
export function placesOf(session: Pick<Tasting, 'samples' | 'own'>): Place[] {
  const known = new Map<string, SampleView>(session.samples.map((sample) => [sample.code, sample]));
  const own = (session.own?.order ?? []).filter((code) => known.has(code));
  const codes = [...own, ...[...known.keys()].filter((code) => !own.includes(code))];
  const flightOf = (code: string) => known.get(code)?.flight;
  return codes.map((code) => {
    const flight = flightOf(code);
    const beside = codes.filter((other) => flightOf(other) === flight);
    const place = { code, position: beside.indexOf(code) + 1, of: beside.length };
    return flight === undefined ? place : { ...place, flight };
  });
}

/** Where somebody begins when a step does: the first place of the flight that is on the table. */
export function firstOf(places: readonly Place[], moment: Tasting['moment']): Place | undefined {
  const flight = moment.step === 'calibration' ? undefined : moment.flight;
  return places.find((place) => place.flight === flight) ?? places[0];
}

/** The next or the one before; none at the ends. */
export function neighbour(places: readonly Place[], code: string, by: 1 | -1): Place | undefined {
  const at = places.findIndex((place) => place.code === code);
  return at < 0 ? undefined : places[at + by];
}
