/** How large the words of a flavor cloud are. */
import { extent } from 'd3-array';
import { scaleSqrt } from 'd3-scale';

export interface Word {
  id: string;
  label: string;
  /** How many named it; each cupper counts once. */
  cuppers: number;
  /** Words of one family share a tone. */
  family?: string | undefined;
}

export interface PlacedWord extends Word {
  /** Of the text, in the size of the words around the cloud. */
  size: number;
  tone: number;
}

export const tones = 4;
const sizeMin = 1;
const sizeMax = 2.4;

/** Named most often first; of equal ones the order stays. The area of a word grows with how many named it. */
export function layOutCloud(words: readonly Word[]): PlacedWord[] {
  const [least = 0, most = 0] = extent(words, ({ cuppers }) => cuppers);
  const size = scaleSqrt().domain([least, most]).range([sizeMin, sizeMax]);
  const families: string[] = [];
  return [...words]
    .sort((one, other) => other.cuppers - one.cuppers)
    .map((word) => {
      const family = word.family ?? word.id;
      if (!families.includes(family)) {
        families.push(family);
      }
      return {
        ...word,
        size: least === most ? (sizeMin + sizeMax) / 2 : size(word.cuppers),
        tone: families.indexOf(family) % tones,
      };
    });
}
