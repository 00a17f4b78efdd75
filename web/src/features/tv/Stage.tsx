import '../../theme/stage.css';
import { Maximize, Minimize } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/Button';
import { ConnectionMark } from '../../ui/ConnectionMark';
import { classes } from '../../ui/classes';
import { LanguageSwitch } from '../../ui/LanguageSwitch';
import { usePageTitle } from '../../ui/Page';
import { Wordmark } from '../../ui/Wordmark';
import { useAttended, useWakeLock } from './hooks';
import css from './Stage.module.css';

/** What lights the stage: see theme/stage.css. */
export type Tone = 'calm' | 'welcome' | 'dry' | 'water' | 'crust' | 'hot' | 'warm' | 'cool' | 'talk' | 'gold';

interface StageProps {
  tone: Tone;
  /** Of the page: what the session is called, and nothing of what is on the table. */
  title: string;
  /** Stands beside the title: which form, how many are at the table. */
  about?: ReactNode | undefined;
  /** At the lower edge: where the session is. */
  rail?: ReactNode;
  children: ReactNode;
}

/** The whole screen, without scrolling. Controls are there when somebody is, and for whoever comes by keyboard. */
export function Stage({ tone, title, about, rail, children }: StageProps) {
  const attended = useAttended();
  useWakeLock();
  usePageTitle(title);
  return (
    <div data-stage={tone} className={classes(css.stage, !attended && css.unattended)}>
      <header className={css.head}>
        <Wordmark home={false} />
        <div className={css.heading}>
          <h1 className={css.title}>{title}</h1>
          {about && <p className={css.about}>{about}</p>}
        </div>
        <div className={css.controls}>
          <LanguageSwitch />
          <WholeScreen />
        </div>
        <ConnectionMark />
      </header>
      <main className={css.main}>{children}</main>
      {rail && <footer className={css.foot}>{rail}</footer>}
    </div>
  );
}

function WholeScreen() {
  const { t } = useTranslation('tv');
  const [whole, setWhole] = useState(() => document.fullscreenElement !== null);
  useEffect(() => {
    const look = () => setWhole(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  if (!document.fullscreenEnabled) {
    return null;
  }
  const change = () => (whole ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  return (
    <IconButton label={t(whole ? 'windowed' : 'wholeScreen')} onClick={() => void change().catch(() => undefined)}>
      {whole ? <Minimize aria-hidden /> : <Maximize aria-hidden />}
    </IconButton>
  );
}

/** A few large words in the middle. */
export function Message({
  heading,
  words,
  alert,
  children,
}: {
  heading: string;
  words?: string;
  alert?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={css.message} role={alert ? 'alert' : undefined}>
      <h2 className={css.words}>{heading}</h2>
      {words && <p className={css.sentence}>{words}</p>}
      {children}
    </div>
  );
}

/** In the middle, what is no part of the show: who is it, one moment, or why not. */
export function Gate({ children }: { children: ReactNode }) {
  return <div className={css.gate}>{children}</div>;
}
