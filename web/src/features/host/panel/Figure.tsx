import { useTranslation } from 'react-i18next';
import type { Absences } from '../../../client';
import { figure, signed } from './figures';
import css from './panel.module.css';

interface FigureProps {
  label: string;
  value: number | undefined;
  /** By what name its absence is told. */
  name: string;
  absent: Absences | undefined;
  kind: 'score' | 'spread';
  withSign?: boolean;
  large?: boolean;
}

/** A figure with its name; where it does not exist, why. */
export function Figure({ label, value, name, absent, kind, withSign = false, large = false }: FigureProps) {
  const { t, i18n } = useTranslation('host');
  const language = i18n.resolvedLanguage ?? 'en';
  const reason = absent?.[name] ?? 'undefined';
  return (
    <div className={css.figure} data-large={large || undefined}>
      <dt>{label}</dt>
      <dd className="figures">
        {value === undefined ? (
          <span className={css.absent}>{t(`absent.${reason}`)}</span>
        ) : withSign ? (
          signed(value, kind, language)
        ) : (
          figure(value, kind, language)
        )}
      </dd>
    </div>
  );
}
