import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../charts';
import type { Tasting } from '../../client';
import type { RoomLive } from '../../live/room';
import { usePouredAt } from './asked';
import { Codes } from './Codes';
import { clockText } from './countdown';
import { useServerNow } from './hooks';
import { codesNow } from './session';
import css from './Table.module.css';
import { Timer } from './Timer';

/** While it is cupped: which step, what to do in it, how long, and the codes that stand on the table. */
export function Table({ live, session, isOver }: { live: RoomLive; session: Tasting; isOver: boolean }) {
  const { t } = useTranslation('tv');
  const { t: common } = useTranslation('common');
  const { moment, flights } = session;
  const pouredAtMs = usePouredAt(live, session);
  return (
    <div className={css.table}>
      <div className={css.step}>
        <p className={css.over}>
          {flights > 1 && moment.step !== 'calibration' && (
            <span>{t('flight', { flight: moment.flight, of: flights })}</span>
          )}
          {pouredAtMs !== undefined && <SincePour pouredAtMs={pouredAtMs} />}
        </p>
        <div aria-live="polite" key={moment.step} className={css.now}>
          <h2 className={css.name}>{common(`step.${moment.step}`)}</h2>
          <p className={css.doing}>{t(`doing.${moment.step}`)}</p>
        </div>
        <Codes codes={codesNow(session)} />
        <Calibrated session={session} />
      </div>
      <Timer moment={moment} isOver={isOver} />
    </div>
  );
}

/** Time since the water was poured, as cuppers count it. */
function SincePour({ pouredAtMs }: { pouredAtMs: number }) {
  const { t } = useTranslation('tv');
  const seconds = Math.max(0, Math.floor((useServerNow() - pouredAtMs) / 1_000));
  return <span className={css.pour}>{t('sincePour', { time: clockText(seconds) })}</span>;
}

/** What the calibration's sample was, while the first flight begins. */
function Calibrated({ session: { moment, samples } }: { session: Tasting }) {
  const { t } = useTranslation('tv');
  const { points } = useNumbers();
  const known = samples.find(({ flight, revealed }) => flight === undefined && revealed);
  if (!known?.identity || known.target === undefined || moment.step !== 'dry' || moment.flight !== 1) {
    return null;
  }
  const { code, identity, target } = known;
  return <p className={css.calibrated}>{t('calibrated', { code, name: identity.name, points: points(target) })}</p>;
}
