import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue, ReplayedTastingEvent, Tasting } from '../../../client';
import type { RoomLive } from '../../../live/room';
import { Card } from '../../../ui/Card';
import panelCss from '../panel/panel.module.css';

const told = new Set(['tasting.excluded', 'tasting.included', 'tasting.late-admitted']);
const pagesMax = 20;

interface AuditProps {
  live: RoomLive;
  session: Tasting;
  nameOf: (user: string) => string;
}

/** Who decided what about scores, and when: as the server has written it down. */
export function Audit({ live, session, nameOf }: AuditProps) {
  const { t, i18n } = useTranslation('host');
  const [entries, setEntries] = useState<readonly ReplayedTastingEvent[]>([]);
  const load = useCallback(() => {
    decisionsOf(live, session.id).then(setEntries, () => {
      // The list that was read stays.
    });
  }, [live, session.id]);
  useEffect(() => {
    load();
    return live.onEvent((event) => told.has(event.event) && load());
  }, [live, load]);
  return (
    <Card level={3} title={t('audit.title')}>
      {entries.length === 0 ? (
        <p className={panelCss.quiet}>{t('audit.none')}</p>
      ) : (
        <ol className={panelCss.list}>
          {entries.map(({ number, offsetMs, event, data }) => {
            const { user, sample, label, by } = data as Record<string, JsonValue | undefined>;
            const matter = sample === undefined ? 'sheet' : 'sample';
            const key =
              event === 'tasting.late-admitted' ? 'audit.admitted' : `audit.${event.replace('tasting.', '')}.${matter}`;
            return (
              <li key={number} className={panelCss.line}>
                <span>
                  {t(key, {
                    name: nameOf(String(user)),
                    by: nameOf(String(by)),
                    code: sample ?? '',
                    label: label ?? '',
                  })}
                </span>
                <time className={panelCss.quiet} dateTime={new Date(session.createdAtMs + offsetMs).toISOString()}>
                  {new Date(session.createdAtMs + offsetMs).toLocaleTimeString(i18n.resolvedLanguage, {
                    hour: '2-digit',
                    minute: '2-digit',
                  })}
                </time>
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}

/** Newest first. */
async function decisionsOf(live: RoomLive, session: string): Promise<readonly ReplayedTastingEvent[]> {
  const decisions: ReplayedTastingEvent[] = [];
  let after: number | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const answer = await live.client.send('tasting.replay', { session, ...(after === undefined ? {} : { after }) });
    decisions.push(...answer.events.filter(({ event }) => told.has(event)));
    if (answer.next === undefined) {
      break;
    }
    after = answer.next;
  }
  return decisions.reverse();
}
