import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectAs, useLine } from '../../live/connection';
import { rememberedIdentity } from '../../live/identity';
import { type WebSettings, webSettings } from '../../live/tokens';
import { Page } from '../../ui/Page';
import { DemoCards } from './DemoCards';
import css from './Start.module.css';
import { YourRooms } from './YourRooms';

/** The first page: what Crema is, a cupping at one press, and one's own rooms. */
export default function Start() {
  const { t } = useTranslation('start');
  const [settings, setSettings] = useState<WebSettings | null>(null);
  const line = useLine();
  useEffect(() => {
    webSettings().then(setSettings, () => setSettings({ mode: 'production' }));
    const remembered = rememberedIdentity();
    if (remembered && !remembered.room) {
      connectAs(remembered);
    }
  }, []);
  return (
    <Page title="">
      <div className={css.hero}>
        <div className={css.words}>
          <h1 className={css.title}>{t('title')}</h1>
          <p className={css.lead}>{t('lead')}</p>
        </div>
        <Cups />
      </div>
      {settings?.mode === 'development' && <DemoCards />}
      {settings && <YourRooms signedIn={line !== null && !line.identity.room} />}
    </Page>
  );
}

/** Five cups on a table, seen from above. One of them is still hidden. */
function Cups() {
  const cups = [0, 1, 2, 3, 4];
  return (
    <svg viewBox="0 0 420 240" className={css.cups} aria-hidden>
      {cups.map((cup) => (
        <g key={cup} transform={`translate(${62 + cup * 74} ${cup % 2 === 0 ? 88 : 152})`}>
          <circle r="46" className={css.saucer} />
          <circle r="33" className={css.rim} />
          <circle r="27" className={cup === 3 ? css.hidden : css.coffee} />
          {cup === 3 ? (
            <text className={css.code} textAnchor="middle" dominantBaseline="central">
              417
            </text>
          ) : (
            <path d="M-17 -6 C-9 -20 10 -20 17 -5 C6 -12 -6 -12 -17 -6Z" className={css.crema} />
          )}
        </g>
      ))}
    </svg>
  );
}
