import { Tabs } from 'radix-ui';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tasting, TastingForm } from '../../client';
import type { RoomLive } from '../../live/room';
import { classes } from '../../ui/classes';
import { labelIn, type Station, stationsNow, stationsOf } from './model/form';
import { firstOf, neighbour, placesOf } from './model/order';
import { usePresent } from './people';
import { SampleCard } from './SampleCard';
import { SampleStrip } from './SampleStrip';
import css from './Sheet.module.css';
import { useAtTheCup } from './useAtTheCup';
import { type OpenSheet, useProgress } from './useProgress';

interface SheetProps {
  live: RoomLive;
  session: Tasting;
  form: TastingForm;
  sheet: OpenSheet;
  /** After the lock it is looked at only. */
  readOnly?: boolean;
}

/** The sheet: what one tastes for first, then sample by sample along the strip. */
export function Sheet({ live, session, form, sheet, readOnly = false }: SheetProps) {
  const { t } = useTranslation('phone');
  const stations = useMemo(() => stationsOf(form), [form]);
  const places = useMemo(() => placesOf(session), [session]);
  const now = stationsNow(stations, session.moment.step);
  const [stationId, setStation] = useState((now[0] ?? stations[0])?.id ?? '');
  const [code, setCode] = useCode(places, session);
  const progress = useProgress(sheet, form, session);
  const present = usePresent(live, session.id);
  useAtTheCup(live, session, readOnly ? undefined : code, stationId);
  const place = places.find((one) => one.code === code) ?? places[0];
  const station = stations.find(({ id }) => id === stationId) ?? stations[0];
  const go = (by: 1 | -1) => {
    const next = place && neighbour(places, place.code, by);
    if (next) {
      setCode(next.code);
    }
  };
  useWalkingKeys(go);
  if (!place || !station) {
    return <p className={css.empty}>{t('sheet.empty')}</p>;
  }
  return (
    <div className={css.sheet}>
      <Tabs.Root value={station.id} onValueChange={setStation} activationMode="manual" className={css.tabs}>
        <StationTabs stations={stations} now={now} chosen={station.id} />
        {stations.map((one) => (
          <Tabs.Content key={one.id} value={one.id} className={css.panel} tabIndex={-1}>
            {one.id === station.id && (
              <SampleCard
                place={place}
                station={one}
                form={form}
                session={session}
                sheet={sheet}
                progress={progress.get(place.code)}
                readOnly={readOnly}
                onGo={go}
                isFirst={!neighbour(places, place.code, -1)}
                isLast={!neighbour(places, place.code, 1)}
              />
            )}
          </Tabs.Content>
        ))}
      </Tabs.Root>
      <SampleStrip
        places={places}
        chosen={place.code}
        onChoose={setCode}
        station={station}
        form={form}
        progress={progress}
        present={present.filter(({ user }) => user !== live.me)}
        onStation={setStation}
      />
    </div>
  );
}

/** The sample in hand: the first of the flight on the table, until one walks on; again when the next flight comes. */
function useCode(places: ReturnType<typeof placesOf>, session: Tasting) {
  const [code, setCode] = useState(firstOf(places, session.moment)?.code);
  const { flight } = session.moment;
  const last = useRef(flight);
  useEffect(() => {
    if (last.current !== flight) {
      last.current = flight;
      setCode(firstOf(places, session.moment)?.code);
    }
  }, [flight, places, session.moment]);
  return [code, setCode] as const;
}

/** Control and an arrow go to the next sample, wherever one is but in a text. */
function useWalkingKeys(go: (by: 1 | -1) => void) {
  const walk = useEffectEvent((event: KeyboardEvent) => {
    const inText = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
    if (event.ctrlKey && !inText && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault();
      go(event.key === 'ArrowRight' ? 1 : -1);
    }
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => walk(event);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

interface StationTabsProps {
  stations: readonly Station[];
  now: readonly Station[];
  chosen: string;
}

function StationTabs({ stations, now, chosen }: StationTabsProps) {
  const { t, i18n } = useTranslation('phone');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current
      ?.querySelector(`[data-station="${CSS.escape(chosen)}"]`)
      ?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [chosen]);
  return (
    <Tabs.List ref={list} aria-label={t('sheet.stations')} className={css.stations}>
      {stations.map((station) => {
        const isNow = now.includes(station);
        return (
          <Tabs.Trigger
            key={station.id}
            value={station.id}
            data-station={station.id}
            className={classes(css.station, isNow && css.now)}
          >
            {labelIn(station.label, i18n.resolvedLanguage ?? 'en')}
            {isNow && <span className={css.nowWord}>{t('sheet.now')}</span>}
          </Tabs.Trigger>
        );
      })}
    </Tabs.List>
  );
}
