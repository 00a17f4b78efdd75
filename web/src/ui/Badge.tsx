import type { ReactNode } from 'react';
import css from './Badge.module.css';
import { classes } from './classes';

/** A word about something, in its color. The word says it; the color only helps. */
export function Badge({ tone = 'plain', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={classes(css.badge, css[tone])}>
      {icon}
      {children}
    </span>
  );
}

export type Tone = 'plain' | 'accent' | 'leaf' | 'berry' | 'amber' | 'sky';
