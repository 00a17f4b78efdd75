import { useTranslation } from 'react-i18next';
import type { BodyProblem } from '../../live/http';
import { Notice } from '../../ui/Notice';
import { ScrollRegion } from '../../ui/ScrollRegion';
import css from './setup.module.css';

/** All that is wrong with a form's file, each with its place. */
export function FormProblems({ problems }: { problems: readonly BodyProblem[] }) {
  const { t } = useTranslation('setup');
  return (
    <div className={css.problems}>
      <Notice kind="error">{t('form.problems', { count: problems.length })}</Notice>
      <ScrollRegion label={t('form.problemsLabel')} className={css.scroll}>
        <table className={css.plainTable}>
          <thead>
            <tr>
              <th scope="col">{t('form.place')}</th>
              <th scope="col">{t('form.wrong')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((problem) => (
              <tr key={`${problem.pointer} ${problem.rule} ${problem.message}`}>
                <td>
                  <code>{problem.pointer || '/'}</code>
                </td>
                <td lang="en">{problem.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}
