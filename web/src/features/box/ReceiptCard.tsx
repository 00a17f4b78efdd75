import { Receipt as ReceiptSign } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/errorWords';
import type { Receipt } from '../../client';
import type { RoomLive } from '../../live/room';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Notice } from '../../ui/Notice';
import css from './Box.module.css';
import type { Own } from './useOwn';

/** That the answers came in: a number, a time, and their fingerprint. Whether they are right stands nowhere yet. */
export function ReceiptCard({ live, receipt, own }: { live: RoomLive; receipt: Receipt; own: Own }) {
  const { t, i18n } = useTranslation('box');
  const words = useErrorWords();
  const [valid, setValid] = useState<boolean | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isAsking, setAsking] = useState(false);
  const time = new Intl.DateTimeFormat(i18n.resolvedLanguage ?? 'en', { timeStyle: 'medium', dateStyle: 'medium' });
  const isOld = own.number !== undefined && own.number > receipt.number;

  const check = async () => {
    setAsking(true);
    setFailure(null);
    try {
      const { orderId, userId, number, atMs, digest, signature } = receipt;
      const asked = { orderId, userId, number, atMs, digest, signature };
      setValid((await live.client.send('blindbox.check-receipt', { receipt: asked })).valid);
    } catch (problem) {
      setFailure(problem);
    } finally {
      setAsking(false);
    }
  };

  return (
    <Card
      title={
        <span className={css.titled}>
          <ReceiptSign aria-hidden />
          {t('receipt.title', { number: receipt.number })}
        </span>
      }
      aside={<time dateTime={new Date(receipt.atMs).toISOString()}>{time.format(receipt.atMs)}</time>}
    >
      <p>
        {t(isOld ? 'receipt.newer' : 'receipt.counts', { number: own.number })}{' '}
        <code className={css.digest}>{grouped(receipt.digest.slice(0, 16))}</code>
      </p>
      {valid !== null && (
        <Notice kind={valid ? 'good' : 'error'}>{t(valid ? 'receipt.valid' : 'receipt.invalid')}</Notice>
      )}
      {failure !== null && <Notice kind="error">{words(failure)}</Notice>}
      <Button look="quiet" className={css.start} busy={isAsking} onClick={() => void check()}>
        {t('receipt.check')}
      </Button>
    </Card>
  );
}

/** Fours, as a person compares them. */
function grouped(digits: string): string {
  return digits.replace(/(.{4})(?=.)/g, '$1 ');
}
