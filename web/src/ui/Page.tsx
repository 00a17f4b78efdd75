import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ConnectionMark } from './ConnectionMark';
import { classes } from './classes';
import { LanguageSwitch } from './LanguageSwitch';
import css from './Page.module.css';
import { Wordmark } from './Wordmark';

interface PageProps {
  /** Of the browser's tab. Never anything that is hidden in the session. */
  title: string;
  /** Stands in the bar, after the wordmark. */
  bar?: ReactNode;
  width?: 'narrow' | 'wide' | 'full';
  children: ReactNode;
}

/** A view: the bar with the connection's state and the language, and what it is about. */
export function Page({ title, bar, width = 'wide', children }: PageProps) {
  const { t } = useTranslation('common');
  usePageTitle(title);
  return (
    <>
      <a href="#main" className={css.skip}>
        {t('skipToContent')}
      </a>
      <header className={css.bar}>
        <Wordmark />
        <div className={css.middle}>{bar}</div>
        <ConnectionMark />
        <LanguageSwitch />
      </header>
      <main id="main" tabIndex={-1} className={classes(css.main, css[width])}>
        {children}
      </main>
    </>
  );
}

export function usePageTitle(title: string) {
  useEffect(() => {
    document.title = title ? `${title} · Crema` : 'Crema';
  }, [title]);
}
