import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../app/errorWords';
import type { CodeEntry, Tasting } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Button } from '../../../ui/Button';
import { Card } from '../../../ui/Card';
import { Notice } from '../../../ui/Notice';
import { ScrollRegion } from '../../../ui/ScrollRegion';
import css from './panel.module.css';

/** Which coffee each code is: never in sight by itself, since a laptop's screen is seen by others too. */
export function CodeMap({ live, session }: { live: RoomLive; session: Tasting }) {
  const { t } = useTranslation('host');
  const words = useErrorWords();
  const [entries, setEntries] = useState<readonly CodeEntry[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const show = async () => {
    setBusy(true);
    setFailure(null);
    try {
      setEntries((await live.client.send('tasting.code-map', { session: session.id })).samples);
    } catch (problem) {
      setFailure(words(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card
      level={3}
      title={t('codeMap.title')}
      aside={
        entries && (
          <Button look="quiet" onClick={() => setEntries(null)}>
            {t('codeMap.hide')}
          </Button>
        )
      }
    >
      {!entries && (
        <>
          <p className={css.quiet}>{t(session.own ? 'codeMap.notForCuppers' : 'codeMap.warning')}</p>
          {failure && <Notice kind="error">{failure}</Notice>}
          {!session.own && (
            <div>
              <Button look="danger" busy={busy} onClick={() => void show()}>
                {t('codeMap.show')}
              </Button>
            </div>
          )}
        </>
      )}
      {entries && <Entries entries={entries} />}
    </Card>
  );
}

function Entries({ entries }: { entries: readonly CodeEntry[] }) {
  const { t } = useTranslation('host');
  return (
    <ScrollRegion label={t('codeMap.title')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col" className={css.number}>
              {t('codeMap.place')}
            </th>
            <th scope="col">{t('column.code')}</th>
            <th scope="col">{t('codeMap.flight')}</th>
            <th scope="col">{t('codeMap.coffee')}</th>
            <th scope="col">{t('codeMap.origin')}</th>
          </tr>
        </thead>
        <tbody>
          {entries
            .toSorted((one, other) => one.place - other.place)
            .map(({ code, place, flight, identity, target }) => (
              <tr key={code}>
                <td className={css.number}>{place}</td>
                <th scope="row" className={css.code}>
                  {code}
                </th>
                <td>{flight ?? t('codeMap.calibration', { target })}</td>
                <td>{[identity.name, identity.producer].filter(Boolean).join(' · ')}</td>
                <td>
                  {[identity.country, identity.region, identity.variety, identity.process].filter(Boolean).join(' · ')}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
