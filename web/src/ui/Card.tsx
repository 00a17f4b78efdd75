import type { HTMLAttributes, ReactNode } from 'react';
import css from './Card.module.css';
import { classes } from './classes';

interface CardProps extends Omit<HTMLAttributes<HTMLElement>, 'title'> {
  title?: ReactNode;
  /** Stands at the end of the title's line. */
  aside?: ReactNode;
  /** The rank of the title in its page. */
  level?: 2 | 3;
}

/** A sheet of paper on the table: one matter, with a title. */
export function Card({ title, aside, level = 2, className, children, ...rest }: CardProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section {...rest} className={classes(css.card, className)}>
      {(title || aside) && (
        <header className={css.head}>
          {title && <Heading className={css.title}>{title}</Heading>}
          {aside && <div className={css.aside}>{aside}</div>}
        </header>
      )}
      {children}
    </section>
  );
}
