import type { ReactNode } from 'react';
import { classes } from './classes';
import css from './ScrollRegion.module.css';

/** What may be wider or higher than its place: it scrolls by itself, also by keys, and has a name. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys
    <section tabIndex={0} aria-label={label} className={classes(css.region, className)}>
      {children}
    </section>
  );
}
