import { useTranslation } from 'react-i18next';

const formats = new Map<string, Intl.NumberFormat>();

function format(language: string, digits: number, least: number): Intl.NumberFormat {
  const key = `${language}/${digits}/${least}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.NumberFormat(language, { minimumFractionDigits: least, maximumFractionDigits: digits });
    formats.set(key, found);
  }
  return found;
}

export interface Numbers {
  /** A score: always two digits after the point, since that is how they are compared. */
  points(value: number): string;
  /** A mean on a scale of whole steps. */
  tenths(value: number): string;
  /** As short as it is. */
  plain(value: number): string;
}

/** Figures as the language writes them. */
export function useNumbers(): Numbers {
  const { i18n } = useTranslation('charts');
  const language = i18n.resolvedLanguage ?? 'en';
  return {
    points: (value) => format(language, 2, 2).format(value),
    tenths: (value) => format(language, 1, 1).format(value),
    plain: (value) => format(language, 2, 0).format(value),
  };
}
