import { ArrowRight, CircleCheck, Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/errorWords';
import { useConnection } from '../../live/connection';
import { Button } from '../../ui/Button';
import { Meter } from '../../ui/Meter';
import { Notice } from '../../ui/Notice';
import css from './SendBar.module.css';
import type { Ballot } from './useBallot';

interface SendBarProps {
  answered: number;
  of: number;
  ballot: Ballot;
  /** The cup after the one in hand. */
  next: string | undefined;
  goTo: (label: string) => void;
}

/** Always at hand: how far one is, the next cup, and sending. */
export function SendBar({ answered, of, ballot, next, goTo }: SendBarProps) {
  const { t } = useTranslation('box');
  const words = useErrorWords();
  const { state } = useConnection();
  const { isSending, isChanged, failure, sent } = ballot;
  return (
    <div className={css.bar}>
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
      <div className={css.row}>
        <div className={css.words} role="status">
          {sent && !isChanged && !isSending ? (
            <span className={css.sent}>
              <CircleCheck aria-hidden />
              {t('send.sent', { number: sent.receipt.number })}
            </span>
          ) : (
            <>
              <Meter label={t('send.answered')} value={answered} of={of} />
              <span className={css.quiet}>
                {t(stateWords(isSending, state !== 'online', sent !== undefined && isChanged))}
              </span>
            </>
          )}
        </div>
        {next && (
          <Button icon={<ArrowRight aria-hidden />} onClick={() => goTo(next)}>
            {t('send.nextCup', { label: next })}
          </Button>
        )}
        {(!next || answered === of || sent) && (
          <Button
            look="primary"
            icon={<Send aria-hidden />}
            busy={isSending}
            disabled={answered === 0 || !isChanged}
            onClick={() => void ballot.send()}
          >
            {t(sent ? 'send.again' : 'send.send')}
          </Button>
        )}
      </div>
    </div>
  );
}

function stateWords(isSending: boolean, isOffline: boolean, isChangedSince: boolean): string {
  if (isSending) {
    return isOffline ? 'send.waiting' : 'send.sending';
  }
  return isChangedSince ? 'send.changed' : 'send.kept';
}
