import { QrCode } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ToldBox } from '../../../live/box';
import { type Line, useLine } from '../../../live/connection';
import type { RoomView } from '../../../live/reducers';
import type { RoomLive } from '../../../live/room';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { Card } from '../../../ui/Card';
import { Empty } from '../../../ui/Empty';
import { Page } from '../../../ui/Page';
import { Boards } from '../Boards';
import boxCss from '../Box.module.css';
import { labelsOf } from '../ballot';
import { Commitments } from '../Commitments';
import { CupList } from '../CupList';
import { ExchangedNotice } from '../ExchangedNotice';
import { Seals } from '../Seal';
import { isOnStage, Stage } from '../Stage';
import { useFairness } from '../useFairness';
import { useLingering } from '../useLingering';
import { useShownBox } from '../useShownBox';
import { Controls } from './Controls';
import { Grants } from './Grants';
import css from './Host.module.css';
import { ShareDialog } from './ShareDialog';

interface ConsoleProps {
  live: RoomLive;
  view: RoomView;
  /** The box was made a moment ago: people have to be invited. */
  invites: boolean;
}

export function Console(props: ConsoleProps) {
  const { t } = useTranslation('box');
  const line = useLine();
  const told = props.view.box;
  if (!line || !told) {
    return (
      <Page title={t('host.title')} width="narrow">
        <h1>{t('host.title')}</h1>
        <Empty title={t('noSuchBox')} />
      </Page>
    );
  }
  return props.view.permissions.includes('administer') ? (
    <Leading {...props} line={line} told={told} />
  ) : (
    <Page title={t('host.title')} width="narrow">
      <h1>{t('host.title')}</h1>
      <Empty title={t('host.onlyHosts')}>
        <Link to={`/boxes/${told.from.orderId}`}>{t('host.asGuest')}</Link>
      </Empty>
    </Page>
  );
}

/** The next step in large, how many have guessed, and the stage as everybody sees it. Nobody knows an answer before its time, the host included. */
function Leading({ live, view, invites, line, told }: ConsoleProps & { line: Line; told: ToldBox }) {
  const { t } = useTranslation('box');
  const [isSharing, setSharing] = useState(invites && told.from.state === 'scheduled');
  const shown = useShownBox(told, line.clock);
  const fairness = useFairness(shown.box);
  const { box } = shown;
  const isLingering = useLingering(shown, line.clock);
  const onStage = isOnStage(box) || isLingering;
  return (
    <Page title={t('host.pageTitle', { title: box.title })}>
      <ExchangedNotice positions={fairness.exchanged} />
      <header className={css.head}>
        <div>
          <p className={boxCss.eyebrow}>{t('host.title')}</p>
          {onStage ? <p className={css.boxTitle}>{box.title}</p> : <h1>{box.title}</h1>}
          <Badge tone={box.state === 'aborted' ? 'berry' : 'accent'}>{t(`state.${box.state}`)}</Badge>
        </div>
        <Button icon={<QrCode aria-hidden />} onClick={() => setSharing(true)}>
          {t('share.title')}
        </Button>
      </header>
      <div className={css.desk}>
        <Controls live={live} box={box} clock={line.clock} />
        <Card className={css.count}>
          <p className={css.big}>
            <span className={css.number}>{told.guessers}</span>
            <span>{t('host.guessers', { count: told.guessers })}</span>
          </p>
          <Seals labels={labelsOf(box.totalCount)} />
        </Card>
      </div>
      {onStage && (
        <div className={css.stage}>
          <Stage shown={shown} clock={line.clock} fairness={fairness} isFollowing={false} />
        </div>
      )}
      {box.state === 'complete' && !isLingering && (
        <Boards live={live} box={box} me={line.identity.user} tookPart={false} />
      )}
      {!onStage && box.revealed.length > 0 && <CupList box={box} fairness={fairness} />}
      <div className={boxCss.below}>
        {!box.openToAll && (box.state === 'scheduled' || box.state === 'guessing') && (
          <Grants live={live} orderId={box.orderId} />
        )}
        {!onStage && <Commitments box={box} fairness={fairness} />}
      </div>
      <ShareDialog live={live} view={view} orderId={box.orderId} open={isSharing} onClose={() => setSharing(false)} />
    </Page>
  );
}
