/**
 * The words that traits of a coffee are chosen from: the same for those who make a box and those who guess, so that an answer is found in every language.
 * The values are what is sent and scored; their labels are texts.
 */
import type { Trait } from '../../client';

/** By the country's code, of which browsers know the name in every language. */
export const countries: Readonly<Record<string, string>> = {
  BO: 'Bolivia',
  BR: 'Brazil',
  BI: 'Burundi',
  CN: 'China',
  CO: 'Colombia',
  CR: 'Costa Rica',
  CD: 'DR Congo',
  DO: 'Dominican Republic',
  EC: 'Ecuador',
  SV: 'El Salvador',
  ET: 'Ethiopia',
  GT: 'Guatemala',
  HN: 'Honduras',
  IN: 'India',
  ID: 'Indonesia',
  JM: 'Jamaica',
  KE: 'Kenya',
  MX: 'Mexico',
  MM: 'Myanmar',
  NI: 'Nicaragua',
  PA: 'Panama',
  PG: 'Papua New Guinea',
  PE: 'Peru',
  RW: 'Rwanda',
  TZ: 'Tanzania',
  TH: 'Thailand',
  UG: 'Uganda',
  VN: 'Vietnam',
  YE: 'Yemen',
};

export const processes = [
  'Washed',
  'Double Washed',
  'Wet Hulled',
  'Natural',
  'Honey',
  'White Honey',
  'Yellow Honey',
  'Red Honey',
  'Black Honey',
  'Pulped Natural',
  'Anaerobic Washed',
  'Anaerobic Natural',
  'Carbonic Maceration',
  'Lactic',
  'Swiss Water',
  'Sugarcane EA',
] as const;

/** Names, the same in every language. */
export const varieties = [
  'Bourbon',
  'Castillo',
  'Catuai',
  'Caturra',
  'Centroamericano',
  'Ethiopian Heirloom',
  'Gesha',
  'Java',
  'Kurume',
  'Laurina',
  'Maragogipe',
  'Mundo Novo',
  'Pacamara',
  'Pacas',
  'Pink Bourbon',
  'Red Bourbon',
  'Ruiru 11',
  'Sidra',
  'SL28',
  'SL34',
  'Typica',
  'Wush Wush',
  'Yellow Bourbon',
  '74110',
  '74158',
] as const;

export const roasts = ['Light', 'Medium Light', 'Medium', 'Medium Dark', 'Dark'] as const;

export const notes = [
  'floral',
  'jasmine',
  'bergamot',
  'citrus',
  'berry',
  'stone fruit',
  'tropical fruit',
  'apple',
  'dried fruit',
  'red wine',
  'fermented',
  'honey',
  'caramel',
  'brown sugar',
  'vanilla',
  'chocolate',
  'nutty',
  'spice',
  'black tea',
  'roasted',
] as const;

export const traits: readonly Trait[] = ['country', 'process', 'variety', 'roast', 'notes'];

/** The name of its text: `Wet Hulled` is `wetHulled`. */
export function textKey(value: string): string {
  const [first = '', ...rest] = value
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter(Boolean);
  return first + rest.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

const codes = new Map(Object.entries(countries).map(([code, name]) => [name.toLowerCase(), code]));

/** In the reader's language, where it is known. */
export function countryName(value: string, language: string): string {
  const code = codes.get(value.trim().toLowerCase());
  return (code && new Intl.DisplayNames(language, { type: 'region' }).of(code)) ?? value;
}
