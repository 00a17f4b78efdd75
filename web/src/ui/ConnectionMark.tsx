import { CloudOff, RefreshCw, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../live/connection';
import { Badge } from './Badge';

/** Quiet while all is well; a word when it is not. Changes are said to screen readers. */
export function ConnectionMark() {
  const { t } = useTranslation('common');
  const { state } = useConnection();
  return (
    <span role="status">
      {state === 'connecting' && (
        <Badge tone="amber" icon={<RefreshCw aria-hidden />}>
          {t('connection.connecting')}
        </Badge>
      )}
      {state === 'waiting' && (
        <Badge tone="amber" icon={<CloudOff aria-hidden />}>
          {t('connection.waiting')}
        </Badge>
      )}
      {state === 'closed' && (
        <Badge tone="berry" icon={<TriangleAlert aria-hidden />}>
          {t('connection.closed')}
        </Badge>
      )}
    </span>
  );
}
