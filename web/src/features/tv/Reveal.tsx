import { useTranslation } from 'react-i18next';
import type { Tasting, TastingForm } from '../../client';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { usePanels } from './asked';
import { Board } from './Board';
import { Finale } from './Finale';
import { Presentation } from './Presentation';
import css from './Reveal.module.css';
import { allRevealed, blindSamples } from './session';
import { useRevealQueue } from './useRevealQueue';

interface RevealProps {
  live: RoomLive;
  view: RoomView;
  session: Tasting;
  /** Until it is here, names and scores are shown without the charts that need it. */
  form: TastingForm | undefined;
}

/** Coffee after coffee as the host reveals them, and the podium when all are known. */
export function Reveal({ live, view, session, form }: RevealProps) {
  const { t } = useTranslation('tv');
  const samples = blindSamples(session);
  const revealed = samples.filter((sample) => sample.revealed);
  const panels = usePanels(live, view, session);
  const queue = useRevealQueue(revealed.map(({ code }) => code));
  if (allRevealed(session) && queue.isOver) {
    return <Finale live={live} session={session} panels={panels} />;
  }
  const shown = revealed.find(({ code }) => code === queue.shown);
  if (shown?.identity) {
    return (
      <div className={css.reveal}>
        <Presentation
          key={shown.code}
          code={shown.code}
          identity={shown.identity}
          panel={panels[shown.code]}
          form={form}
        />
        <Board samples={samples} panels={panels} now={shown.code} size="strip" />
      </div>
    );
  }
  const words = session.moment.step === 'closed' ? t('reveal.closed') : t('reveal.soon');
  return (
    <div className={css.before}>
      <h2 className={css.heading}>{t('reveal.title')}</h2>
      <p className={css.words}>{words}</p>
      <Board samples={samples} panels={panels} size="full" />
    </div>
  );
}
