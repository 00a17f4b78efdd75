/** Charts: each an image with a sentence for a name, and a table behind it. */
export { FlavorCloud } from './FlavorCloud';
export { formLanguage, radarsOf, wordsOf } from './fromForm';
export { Histogram } from './Histogram';
export { useNumbers } from './numbers';
export { Podium } from './Podium';
export type { Place } from './podiumLayout';
export { Radar } from './Radar';
export { RankingTable } from './RankingTable';
export { useScaleLabel } from './scaleLabel';
