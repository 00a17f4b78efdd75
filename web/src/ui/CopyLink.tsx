import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import css from './CopyLink.module.css';

/** An address to be sent to somebody: to read, to open and to copy. */
export function CopyLink({ address, label }: { address: string; label: string }) {
  const { t } = useTranslation('common');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const timer = copied ? setTimeout(() => setCopied(false), 2_000) : undefined;
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div className={css.row}>
      <a href={address} target="_blank" rel="noreferrer" className={css.address}>
        {label}
      </a>
      <Button
        look="quiet"
        icon={copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        onClick={() => void navigator.clipboard.writeText(address).then(() => setCopied(true))}
      >
        <span aria-live="polite">{copied ? t('copied') : t('copy')}</span>
      </Button>
    </div>
  );
}
