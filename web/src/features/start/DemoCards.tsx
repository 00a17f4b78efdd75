import { Coffee, Gift } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useErrorWords } from '../../app/errorWords';
import { connectAs, type Line } from '../../live/connection';
import { rememberedIdentity } from '../../live/identity';
import { developmentIdentity } from '../../live/tokens';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Notice } from '../../ui/Notice';
import { startDemoCupping } from './demo';
import css from './Start.module.css';

/** In development mode: something alive at one press. */
export function DemoCards() {
  const { t } = useTranslation('start');
  const navigate = useNavigate();
  const words = useErrorWords();
  const [busy, setBusy] = useState<'cupping' | 'box' | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const begin = async (what: 'cupping' | 'box') => {
    setBusy(what);
    setFailure(null);
    try {
      const line = await asHost(t('demo.host'));
      if (what === 'cupping') {
        const titles = { room: t('demo.room'), session: t('demo.session') };
        const { room, session } = await startDemoCupping(line, titles);
        await navigate(`/rooms/${room}/sessions/${session}/host`, { state: { invite: true } });
      } else {
        const { startDemoBox } = await import('../box/demo');
        await navigate(`/boxes/${await startDemoBox(line, t('demo.boxTitle'))}/host`, { state: { invite: true } });
      }
    } catch (problem) {
      setFailure(problem);
      setBusy(null);
    }
  };

  return (
    <section aria-labelledby="demo" className={css.cards}>
      <h2 id="demo" className="sr-only">
        {t('demo.title')}
      </h2>
      <Card level={3} title={t('demo.cupping')} className={css.demo}>
        <p>{t('demo.cuppingWords')}</p>
        <Button
          look="primary"
          size="l"
          icon={<Coffee aria-hidden />}
          busy={busy === 'cupping'}
          onClick={() => void begin('cupping')}
        >
          {t('demo.startCupping')}
        </Button>
      </Card>
      <Card level={3} title={t('demo.box')} className={css.demo}>
        <p>{t('demo.boxWords')}</p>
        <Button size="l" icon={<Gift aria-hidden />} busy={busy === 'box'} onClick={() => void begin('box')}>
          {t('demo.startBox')}
        </Button>
      </Card>
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
    </section>
  );
}

/** Whoever this browser is already; otherwise the demo's host. */
async function asHost(name: string): Promise<Line> {
  const remembered = rememberedIdentity();
  return connectAs(remembered && !remembered.room ? remembered : await developmentIdentity('host', name));
}
