import { useEffect } from 'react';
import { Store, useStore } from '../live/store';
import { Notice } from './Notice';
import css from './Toasts.module.css';

interface Toast {
  id: number;
  kind: 'info' | 'error' | 'good';
  text: string;
}

const shownMs = 7_000;
/** More would hide the page; the oldest goes first. */
const atOnceMax = 3;
const toasts = new Store<readonly Toast[]>([]);
let lastId = 0;

/** Says something for a while, at the page's edge. What has to stay is a {@link Notice} in its place. */
export function toast(text: string, kind: Toast['kind'] = 'info'): void {
  const id = ++lastId;
  toasts.update((now) => [...now, { id, kind, text }].slice(-atOnceMax));
}

export function Toasts() {
  const now = useStore(toasts);
  return (
    <div className={css.place} aria-live="polite">
      {now.map((one) => (
        <Shown key={one.id} {...one} />
      ))}
    </div>
  );
}

function Shown({ id, kind, text }: Toast) {
  useEffect(() => {
    const timer = setTimeout(() => toasts.update((now) => now.filter((one) => one.id !== id)), shownMs);
    return () => clearTimeout(timer);
  }, [id]);
  return <Notice kind={kind}>{text}</Notice>;
}
