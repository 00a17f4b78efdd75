import css from './Avatar.module.css';
import { classes } from './classes';

const tones = ['one', 'two', 'three', 'four', 'five'] as const;

/** Somebody, by the first letters of the name, in a color that stays theirs. */
export function Avatar({ name, id, away = false }: { name: string; id: string; away?: boolean }) {
  return (
    <span aria-hidden className={classes(css.avatar, css[toneOf(id)], away && css.away)}>
      {initials(name)}
    </span>
  );
}

/** `홍길동` is 홍길, `Ann Baker` is AB. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const [first = '?', second] = words;
  const letters = second ? [...first].slice(0, 1).concat([...second].slice(0, 1)) : [...first].slice(0, 2);
  return letters.join('').toUpperCase();
}

export function toneOf(id: string): (typeof tones)[number] {
  let sum = 0;
  for (const letter of id) {
    sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  }
  return tones[sum % tones.length] ?? 'one';
}
