import { useTranslation } from 'react-i18next';

/** What a radar of this scale shows. */
export function useScaleLabel(): (scale: { min: number; max: number }) => string {
  const { t } = useTranslation('charts');
  return ({ min, max }) => {
    if (min === 0 && max === 15) {
      return t('radar.intensities');
    }
    return min === 1 && max === 9 ? t('radar.impressions') : t('radar.scale', { min, max });
  };
}
