import { useTranslation } from 'react-i18next';
import { type Language, languages } from '../app/i18n';
import { Button } from './Button';

const names: Record<Language, string> = { en: 'English', ko: '한국어' };

/** Offers the other language, in its own words. */
export function LanguageSwitch() {
  const { i18n } = useTranslation('common');
  const other = languages.find((language) => language !== i18n.resolvedLanguage) ?? 'en';
  return (
    <Button look="quiet" lang={other} onClick={() => void i18n.changeLanguage(other)}>
      {names[other]}
    </Button>
  );
}
