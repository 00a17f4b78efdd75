import { useTranslation } from 'react-i18next';
import { countryName, textKey } from './taste';

/** Says a trait's value in the reader's language; a value that nobody foresaw as it is. */
export function useTasteWords() {
  const { t, i18n } = useTranslation('box');
  const language = i18n.resolvedLanguage ?? 'en';
  return (trait: 'country' | 'process' | 'variety' | 'roast' | 'notes', value: string): string => {
    switch (trait) {
      case 'country':
        return countryName(value, language);
      case 'variety':
        return value;
      default:
        return t(`taste.${trait}.${textKey(value)}`, { defaultValue: value });
    }
  };
}
