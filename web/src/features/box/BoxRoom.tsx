import { useTranslation } from 'react-i18next';
import type { ToldBox } from '../../live/box';
import { type Line, useLine } from '../../live/connection';
import type { RoomView } from '../../live/reducers';
import type { RoomLive } from '../../live/room';
import { Empty } from '../../ui/Empty';
import { Page } from '../../ui/Page';
import { Aborted } from './Aborted';
import { ExchangedNotice } from './ExchangedNotice';
import { Guessing } from './Guessing';
import { Results } from './Results';
import { isOnStage, Stage } from './Stage';
import { useDisplayMark } from './useDisplayMark';
import { useFairness } from './useFairness';
import { useLingering } from './useLingering';
import { useOwn } from './useOwn';
import { useShownBox } from './useShownBox';
import { Waiting } from './Waiting';

interface BoxRoomProps {
  live: RoomLive;
  view: RoomView;
  /** On a screen: the invitation that phones scan from it. */
  join: string | undefined;
}

export function BoxRoom(props: BoxRoomProps) {
  const { t } = useTranslation('box');
  const line = useLine();
  const told = props.view.box;
  if (!line || !told) {
    return (
      <Page title={t('title')} width="narrow">
        <h1 className="sr-only">{t('title')}</h1>
        <Empty title={t('noSuchBox')} />
      </Page>
    );
  }
  return <Inside {...props} line={line} told={told} />;
}

function Inside({ live, view, join, line, told }: BoxRoomProps & { line: Line; told: ToldBox }) {
  const { clock } = line;
  const shown = useShownBox(told, clock);
  useDisplayMark(shown, clock);
  const fairness = useFairness(shown.box);
  const own = useOwn(live, view, told, shown);
  const { box } = shown;
  const isLingering = useLingering(shown, clock);
  const onStage = isOnStage(box) || isLingering;
  return (
    <Page title={box.title} width={onStage ? 'full' : 'wide'}>
      <ExchangedNotice positions={fairness.exchanged} />
      {(box.state === 'scheduled' || box.state === 'locked' || (box.state === 'guessing' && !own.mayGuess)) && (
        <Waiting shown={shown} told={told} clock={clock} fairness={fairness} own={own} join={join} />
      )}
      {box.state === 'guessing' && own.mayGuess && (
        <Guessing key={live.me} box={box} live={live} clock={clock} fairness={fairness} own={own} />
      )}
      {onStage && <Stage shown={shown} clock={clock} fairness={fairness} />}
      {box.state === 'complete' && !isLingering && (
        <Results live={live} line={line} shown={shown} fairness={fairness} own={own} />
      )}
      {box.state === 'aborted' && <Aborted box={box} fairness={fairness} />}
    </Page>
  );
}
