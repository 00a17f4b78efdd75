import { useTranslation } from 'react-i18next';
import type { Coffee } from '../../client';
import css from './CoffeeWords.module.css';
import { useTasteWords } from './useTasteWords';

/** What a coffee is: its name, where it comes from, what was done to it, how it tastes. */
export function CoffeeWords({ coffee, heading = 3 }: { coffee: Coffee; heading?: 2 | 3 }) {
  const { t } = useTranslation('box');
  const say = useTasteWords();
  const { name, country, region, process, variety, roast, notes } = coffee;
  const producer = typeof coffee.producer === 'string' ? coffee.producer : undefined;
  const Heading = heading === 2 ? 'h2' : 'h3';
  const origin = [region, country && say('country', country)].filter(Boolean);
  const facts = (
    [
      ['process', process && say('process', process)],
      ['variety', variety],
      ['roast', roast && say('roast', roast)],
    ] as const
  ).filter(([, value]) => value);
  return (
    <div className={css.coffee}>
      {origin.length > 0 && <p className={css.origin}>{origin.join(' · ')}</p>}
      <Heading className={css.name}>{name}</Heading>
      {producer && <p className={css.producer}>{producer}</p>}
      {facts.length > 0 && (
        <dl className={css.facts}>
          {facts.map(([trait, value]) => (
            <div key={trait}>
              <dt>{t(`trait.${trait}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {notes && notes.length > 0 && (
        <ul className={css.notes} aria-label={t('trait.notes')}>
          {notes.map((note) => (
            <li key={note}>{say('notes', note)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
