/** Who stands where on a podium. */

/** Equal points share a place, and the next is left out: 1, 2, 2, 4. */
export interface Place {
  id: string;
  place: number;
  label: string;
  points: number;
  /** A second line: where a coffee is from. */
  about?: string | undefined;
}

export interface Stand extends Place {
  /** From the left, from 0: the first stands in the middle. */
  column: number;
}

/** Many may share the third place; more do not fit side by side, and stand in the table. */
export const standsMax = 5;

/** The first three places, best first. */
export function layOutPodium(places: readonly Place[]): Stand[] {
  const first = [...places]
    .sort((one, other) => one.place - other.place)
    .filter(({ place }) => place <= 3)
    .slice(0, standsMax);
  const middle = Math.floor((first.length - 1) / 2) + (first.length > 1 && first.length % 2 === 0 ? 1 : 0);
  return first.map((place, rank) => {
    const away = Math.ceil(rank / 2);
    return { ...place, column: rank % 2 === 1 ? middle - away : middle + away };
  });
}
