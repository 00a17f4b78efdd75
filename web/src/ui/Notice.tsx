import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes';
import css from './Notice.module.css';

interface NoticeProps {
  kind?: 'info' | 'error' | 'good';
  children: ReactNode;
  /** What a person can do about it. */
  action?: ReactNode;
}

const signs = { info: Info, error: CircleAlert, good: CircleCheck };

/** Something that has to be known here and now. Errors are said at once, the rest when there is a pause. */
export function Notice({ kind = 'info', children, action }: NoticeProps) {
  const Sign = signs[kind];
  return (
    <div className={classes(css.notice, css[kind])} role={kind === 'error' ? 'alert' : 'status'}>
      <Sign aria-hidden className={css.sign} />
      <div className={css.words}>{children}</div>
      {action}
    </div>
  );
}
