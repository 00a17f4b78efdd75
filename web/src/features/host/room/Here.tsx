import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Tasting, TastingForm } from '../../../client';
import { usePeople, usePresent } from '../../../live/people';
import type { RoomLive } from '../../../live/room';
import { Avatar } from '../../../ui/Avatar';
import { Badge } from '../../../ui/Badge';
import { Card } from '../../../ui/Card';
import { ScrollRegion } from '../../../ui/ScrollRegion';
import css from './room.module.css';

interface HereProps {
  live: RoomLive;
  session: Tasting;
  form: TastingForm | null;
}

/** Who is here now, and at which cup and section. */
export function Here({ live, session, form }: HereProps) {
  const { t, i18n } = useTranslation('host');
  const { count, known } = usePeople(live);
  const present = usePresent(live, session.id);
  const language = i18n.resolvedLanguage === 'ko' ? 'ko' : 'en';
  const sections = new Map(form?.sections.map(({ id, label }) => [id, label[language]]));
  return (
    <Card
      level={2}
      title={
        <span className={css.titled}>
          <Users aria-hidden /> {t('here.title')}
        </span>
      }
      aside={known && t('here.count', { count })}
    >
      {!present && <p className={css.small}>{t('here.crowd')}</p>}
      {present && present.length <= 1 && session.cuppers === 0 && <p className={css.small}>{t('here.alone')}</p>}
      {present && present.length > 0 && (
        <ScrollRegion label={t('here.title')} className={css.people}>
          <ul className={css.list}>
            {present?.map(({ user, name, role, sample, section, devices }) => (
              <li key={user} className={css.person}>
                <Avatar name={name} id={user} />
                <span className={css.who}>
                  <span className={css.name}>
                    {name}
                    {user === live.me && <span className={css.small}> ({t('common:you')})</span>}
                  </span>
                  <span className={css.small}>
                    {[
                      role && t(`common:role.${role}`),
                      section && sections.get(section),
                      devices > 1 && t('here.devices', { count: devices }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                {sample && <Badge tone="accent">{t('here.at', { code: sample })}</Badge>}
              </li>
            ))}
          </ul>
        </ScrollRegion>
      )}
    </Card>
  );
}
