/** What a screen asks of the server besides what it is told: the form, when water was poured, figures, rankings. */
import { useEffect, useState } from 'react';
import type { PanelView, Ranked, ReplayedTastingEvent, Tasting, TastingForm } from '../../client';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { allRevealed, blindSamples, pouredAtMs } from './session';

const retryMs = 3_000;

/** The answer to `ask` for as long as `key` is the same; asked again after a failure. Nothing is asked while `key` is null. */
function useAnswer<T>(key: string | null, ask: () => Promise<T>): T | undefined {
  const [answer, setAnswer] = useState<{ key: string; value: T } | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all that the question depends on
  useEffect(() => {
    if (key === null) {
      return;
    }
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    ask().then(
      (value) => wanted && setAnswer({ key, value }),
      () => {
        if (wanted) {
          timer = setTimeout(() => setAttempt(attempt + 1), retryMs);
        }
      },
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [key, attempt]);
  return answer?.key === key ? answer?.value : undefined;
}

export function useForm({ client }: RoomLive, { form, version }: Tasting): TastingForm | undefined {
  const ask = async () => (await client.send('tasting.form', { form, version })).definition;
  return useAnswer(`${form}/${version}`, ask);
}

/** Of the room's sessions those that are closed too; only when none is open. */
export function useEarlierSessions({ client }: RoomLive, { room, sessions }: RoomView): Tasting[] | undefined {
  const ask = async () => (await client.send('tasting.list', { room: room.id })).sessions;
  return useAnswer(sessions.length === 0 ? room.id : null, ask);
}

const pagesMax = 20;

/** When water was poured for the present flight; undefined before that. */
export function usePouredAt({ client }: RoomLive, { id, moment }: Tasting): number | undefined {
  const { step, flight } = moment;
  const isAfter = step === 'break' || step === 'skim' || step === 'hot' || step === 'warm' || step === 'cool';
  const ask = async () => {
    const events: ReplayedTastingEvent[] = [];
    let after: number | undefined;
    for (let page = 0; page < pagesMax; page++) {
      const answer = await client.send('tasting.replay', { session: id, ...(after === undefined ? {} : { after }) });
      events.push(...answer.events);
      after = answer.next;
      if (after === undefined) {
        break;
      }
    }
    return pouredAtMs(events, flight);
  };
  const asked = useAnswer(isAfter ? `${id}/${flight}` : null, ask);
  return step === 'pour' ? moment.startedAtMs : asked;
}

/** By code, what the panel made of what is revealed. Who may see more than that is not shown more on a wall. */
export function usePanels({ client }: RoomLive, view: RoomView, session: Tasting): Readonly<Record<string, PanelView>> {
  const told = view.panels[session.id]?.samples ?? {};
  const revealed = blindSamples(session).filter((sample) => sample.revealed);
  const missing = revealed.filter(({ code }) => !told[code]).map(({ code }) => code);
  const ask = async () => {
    const { samples } = await client.send('tasting.results', { session: session.id });
    return Object.fromEntries(samples.map(({ code, panel }) => [code, panel]));
  };
  const asked = useAnswer(missing.length > 0 ? `${session.id}/${missing.join()}` : null, ask);
  return { ...asked, ...told };
}

/** Coffees by the panel's mean, when all are revealed. */
export function useRanking({ client }: RoomLive, session: Tasting): Ranked[] | undefined {
  const ask = async () =>
    (await client.send('tasting.ranking', { session: session.id, of: 'samples', limit: 100 })).ranked;
  return useAnswer(allRevealed(session) ? `${session.id}/${session.samples.length}` : null, ask);
}
