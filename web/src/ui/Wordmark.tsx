import { Link } from 'react-router';
import css from './Wordmark.module.css';

/** The name of the house, and the way home. */
export function Wordmark({ home = true }: { home?: boolean }) {
  const mark = (
    <>
      <svg viewBox="0 0 32 32" aria-hidden className={css.cup}>
        <path d="M4 12h19v8a8 8 0 0 1-8 8h-3a8 8 0 0 1-8-8z" fill="currentColor" />
        <path d="M23 14h2.4a3.9 3.9 0 0 1 0 7.8h-2.7" fill="none" stroke="currentColor" strokeWidth="2.4" />
        <path d="M6.5 12.6h14c0 2.4-3 3.6-7 3.6s-7-1.2-7-3.6z" className={css.crema} />
        <path
          d="M10.5 8.5c-1.800-2 1.800-2.800 0-5.300M16.5 8.5c-1.800-2 1.800-2.800 0-5.300"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.7"
          strokeLinecap="round"
          opacity="0.7"
        />
      </svg>
      <span>Crema</span>
    </>
  );
  return home ? (
    <Link to="/" className={css.mark}>
      {mark}
    </Link>
  ) : (
    <span className={css.mark}>{mark}</span>
  );
}
