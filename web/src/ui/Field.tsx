import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import { classes } from './classes';
import css from './Field.module.css';

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** Why the value cannot be taken, in words a person can act on. */
  error?: ReactNode;
  /** The label is there for screen readers only. */
  labelHidden?: boolean;
}

interface Wiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

function Field({ label, hint, error, labelHidden, control }: FieldProps & { control: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={css.field}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : css.label}>
        {label}
      </label>
      {control({ id, 'aria-describedby': about || undefined, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={css.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

type Own<T> = FieldProps & Omit<T, keyof FieldProps | 'id'>;

export function TextField(props: Own<InputHTMLAttributes<HTMLInputElement>> & { ref?: Ref<HTMLInputElement> }) {
  const { label, hint, error, labelHidden, className, ...rest } = props;
  return (
    <Field
      {...fieldProps(props)}
      control={(wiring) => <input {...rest} {...wiring} className={classes(css.control, className)} />}
    />
  );
}

export function TextArea(props: Own<TextareaHTMLAttributes<HTMLTextAreaElement>> & { ref?: Ref<HTMLTextAreaElement> }) {
  const { label, hint, error, labelHidden, className, ...rest } = props;
  return (
    <Field
      {...fieldProps(props)}
      control={(wiring) => (
        <textarea rows={3} {...rest} {...wiring} className={classes(css.control, css.area, className)} />
      )}
    />
  );
}

/** The platform's own list: the best there is on a phone. */
export function Select(props: Own<SelectHTMLAttributes<HTMLSelectElement>> & { ref?: Ref<HTMLSelectElement> }) {
  const { label, hint, error, labelHidden, className, ...rest } = props;
  return (
    <Field
      {...fieldProps(props)}
      control={(wiring) => <select {...rest} {...wiring} className={classes(css.control, css.select, className)} />}
    />
  );
}

function fieldProps({ label, hint, error, labelHidden }: FieldProps): FieldProps {
  return { label, hint, error, ...(labelHidden === undefined ? {} : { labelHidden }) };
}
