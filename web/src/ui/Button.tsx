import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import css from './Button.module.css';
import { classes } from './classes';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` is what a view is about: at most one or two of them in sight. */
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'm' | 'l';
  icon?: ReactNode;
  /** What was pressed is being done: further presses do nothing, and it is said to screen readers. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look = 'plain',
  size = 'm',
  icon,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled']}
      className={classes(css.button, css[look], size === 'l' && css.large, className)}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon}
      {children}
    </button>
  );
}

/** A button with a sign only. `label` is what it is called. */
export function IconButton({ label, children, className, ...rest }: Omit<ButtonProps, 'icon'> & { label: string }) {
  return (
    <Button look="quiet" {...rest} aria-label={label} title={label} className={classes(css.icon, className)}>
      {children}
    </Button>
  );
}
