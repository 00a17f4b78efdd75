import { useTranslation } from 'react-i18next';
import type { TastingResults } from '../../../client';
import { Card } from '../../../ui/Card';
import { Figure } from './Figure';
import { figure, signed } from './figures';
import css from './panel.module.css';

/** How far the panel agrees, who is generous or strict, and how the calibration went. */
export function Agreement({ results: { agreement, biases, calibration } }: { results: TastingResults }) {
  const { t, i18n } = useTranslation('host');
  const language = i18n.resolvedLanguage ?? 'en';
  return (
    <div className={css.two}>
      <div className={css.stack}>
        {agreement && (
          <Card
            level={3}
            title={t('agreement.title')}
            aside={t('agreement.over', { cuppers: agreement.cuppers, of: agreement.of, samples: agreement.samples })}
          >
            <dl className={css.figures}>
              <Figure
                label={t('agreement.kendallW')}
                name="kendallW"
                value={agreement.kendallW}
                absent={agreement.absent}
                kind="spread"
              />
              <Figure
                label={t('agreement.iccSingle')}
                name="iccSingle"
                value={agreement.iccSingle}
                absent={agreement.absent}
                kind="spread"
              />
              <Figure
                label={t('agreement.iccPanel')}
                name="iccPanel"
                value={agreement.iccPanel}
                absent={agreement.absent}
                kind="spread"
              />
            </dl>
            <p className={css.quiet}>
              {agreement.chiSquare === undefined
                ? t('agreement.words')
                : t('agreement.chiSquare', {
                    chiSquare: figure(agreement.chiSquare, 'score', language),
                    df: agreement.degreesOfFreedom,
                  })}
            </p>
          </Card>
        )}
        {calibration && (
          <Card
            level={3}
            title={t('calibration.title')}
            aside={t('calibration.target', { target: figure(calibration.target, 'score', language) })}
          >
            <table className={css.table}>
              <thead>
                <tr>
                  <th scope="col">{t('column.cupper')}</th>
                  <th scope="col" className={css.number}>
                    {t('column.score')}
                  </th>
                  <th scope="col" className={css.number}>
                    {t('calibration.off')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {calibration.cuppers.map(({ user, name, score, off }) => (
                  <tr key={user}>
                    <th scope="row">{name}</th>
                    <td className={css.number}>{score === undefined ? '–' : figure(score, 'score', language)}</td>
                    <td className={css.number}>{off === undefined ? '–' : signed(off, 'score', language)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Card>
        )}
      </div>
      {biases && biases.length > 0 && (
        <Card level={3} title={t('bias.title')}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('column.cupper')}</th>
                <th scope="col" className={css.number}>
                  {t('bias.points')}
                </th>
              </tr>
            </thead>
            <tbody>
              {biases.map(({ user, name, points, absent }) => (
                <tr key={user}>
                  <th scope="row">{name}</th>
                  <td className={css.number}>
                    {points === undefined ? (
                      <span className={css.quiet}>{t(`absent.${absent ?? 'undefined'}`)}</span>
                    ) : (
                      signed(points, 'spread', language)
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={css.quiet}>{t('bias.words')}</p>
        </Card>
      )}
    </div>
  );
}
