import { useTranslation } from 'react-i18next';
import { CremaError } from '../client';

/** Says of a failure what a person can do about it. */
export function useErrorWords(): (failure: unknown) => string {
  const { t } = useTranslation('common');
  return (failure) => {
    if (!(failure instanceof CremaError)) {
      return t('error.unknown');
    }
    return t([`error.${failure.code}`, 'error.unknown'], { field: failure.field ?? '', limit: failure.limit ?? '' });
  };
}
