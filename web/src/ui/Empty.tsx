import type { ReactNode } from 'react';
import css from './Empty.module.css';

/** What stands where there is nothing yet: why, and what to do about it. */
export function Empty({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className={css.empty}>
      <p className={css.title}>{title}</p>
      {children}
    </div>
  );
}
