import type { Identity } from '../../client';

/** Where a coffee is from, in a line; empty when that is not said. */
export function originOf({ country, region }: Identity): string {
  return said(country, region);
}

/** Who grew it, and how it was made. */
export function detailsOf({ producer, variety, process }: Identity): string[] {
  return [producer, variety, process].filter((part) => part !== undefined && part !== '') as string[];
}

function said(...parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join(' · ');
}
