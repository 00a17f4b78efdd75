import { Check, LayoutGrid } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TastingForm } from '../../client';
import { Avatar } from '../../ui/Avatar';
import { IconButton } from '../../ui/Button';
import { classes } from '../../ui/classes';
import type { Station } from './model/form';
import type { Place } from './model/order';
import { shown } from './model/scale';
import { Overview } from './Overview';
import type { Present } from './people';
import css from './SampleStrip.module.css';
import type { SampleProgress } from './useProgress';

interface SampleStripProps {
  places: readonly Place[];
  chosen: string;
  onChoose: (code: string) => void;
  station: Station;
  form: TastingForm;
  progress: ReadonlyMap<string, SampleProgress>;
  present: readonly Present[];
  onStation: (id: string) => void;
}

/** The samples in one's own order, where the thumb is. Each shows what it has at this station, and how far it is. */
export function SampleStrip(props: SampleStripProps) {
  const { places, chosen, onChoose, station, form, progress, present, onStation } = props;
  const { t } = useTranslation('phone');
  const [overview, setOverview] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current
      ?.querySelector(`[data-code="${CSS.escape(chosen)}"]`)
      ?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [chosen]);
  return (
    <nav className={css.strip} aria-label={t('strip.title')}>
      <IconButton label={t('overview.title')} onClick={() => setOverview(true)} className={css.all}>
        <LayoutGrid aria-hidden />
      </IconButton>
      <ul ref={list} className={css.list} onKeyDown={moveFocus}>
        {places.map((place, at) => (
          <li key={place.code} className={classes(at > 0 && places[at - 1]?.flight !== place.flight && css.apart)}>
            <Tile
              place={place}
              station={station}
              progress={progress.get(place.code)}
              isChosen={place.code === chosen}
              others={present.filter((one) => one.at === place.code)}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ul>
      <Overview
        open={overview}
        onClose={() => setOverview(false)}
        places={places}
        form={form}
        progress={progress}
        onChoose={(code, stationId) => {
          onChoose(code);
          if (stationId) {
            onStation(stationId);
          }
          setOverview(false);
        }}
      />
    </nav>
  );
}

interface TileProps {
  place: Place;
  station: Station;
  progress: SampleProgress | undefined;
  isChosen: boolean;
  others: readonly Present[];
  onChoose: (code: string) => void;
}

function Tile({ place, station, progress, isChosen, others, onChoose }: TileProps) {
  const { t } = useTranslation('phone');
  if (!progress) {
    return null;
  }
  const { filled, of } = progress.completion;
  const here = atStation(station, progress);
  const about = [
    t('sample.label', { code: place.code }),
    t('score.filled', { filled, of }),
    ...(here === null ? [] : [t('strip.here', { value: here })]),
  ];
  const names = others.map(({ name }) => name).join(', ');
  return (
    <button
      type="button"
      className={css.tile}
      data-code={place.code}
      aria-current={isChosen ? 'true' : undefined}
      aria-label={[...about, ...(names ? [t('strip.others', { names })] : [])].join(', ')}
      onClick={() => onChoose(place.code)}
    >
      <span className={css.code}>{place.code}</span>
      <span className={css.value}>{here === '✓' ? <Check aria-hidden /> : (here ?? '–')}</span>
      <span className={css.bar} style={{ '--share': of ? filled / of : 0 } as React.CSSProperties} />
      {others.length > 0 && (
        <span className={css.others}>
          {others.slice(0, 2).map(({ user, name }) => (
            <Avatar key={user} id={user} name={name} />
          ))}
        </span>
      )}
    </button>
  );
}

/** What the sample has at this station: the value of its only scale, a check when all is there, null when something is not. */
function atStation({ fields }: Station, { entry }: SampleProgress): string | null {
  const [scale, ...more] = fields.filter((field) => field.type === 'scale');
  if (scale && more.length === 0) {
    const value = entry.scales.get(scale.id);
    return value === undefined ? null : shown(scale, value);
  }
  const any = fields.some(
    ({ id }) => entry.rows.has(id) || entry.ticks.has(id) || entry.notes.has(id) || entry.scales.has(id),
  );
  return any || (fields.length === 0 && entry.defects?.length) ? '✓' : null;
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>) {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (by !== 0 && !event.ctrlKey) {
    const tiles = [...event.currentTarget.querySelectorAll('button')];
    tiles[tiles.indexOf(event.target as HTMLButtonElement) + by]?.focus();
    event.preventDefault();
  }
}
