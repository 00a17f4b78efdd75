import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RevealedCoffee } from '../../client';
import { Dialog } from '../../ui/Dialog';
import css from './Fair.module.css';
import type { Verdict } from './verify';

interface FairMarkProps {
  orderId: string;
  cup: RevealedCoffee;
  /** Absent while it is being checked. */
  verdict: Verdict | undefined;
}

/** What this browser's own check said of a cup. Pressing it shows how anybody can check it again. */
export function FairMark({ orderId, cup, verdict }: FairMarkProps) {
  const { t } = useTranslation('box');
  const [isOpen, setOpen] = useState(false);
  if (!verdict) {
    return <span className={css.checking}>{t('fair.checking')}</span>;
  }
  const isFair = verdict === 'fair';
  const Sign = isFair ? ShieldCheck : ShieldAlert;
  return (
    <>
      <button type="button" className={isFair ? css.fair : css.foul} onClick={() => setOpen(true)}>
        <Sign aria-hidden />
        <span>{t(isFair ? 'fair.verified' : 'fair.notCommitted')}</span>
        <span className="sr-only">{t('fair.howForCup', { label: cup.label })}</span>
      </button>
      <Dialog
        title={t('fair.proofTitle', { label: cup.label })}
        about={t(`fair.verdict.${verdict}`)}
        open={isOpen}
        onClose={() => setOpen(false)}
      >
        <Proof orderId={orderId} cup={cup} />
      </Dialog>
    </>
  );
}

function Proof({ orderId, cup }: Omit<FairMarkProps, 'verdict'>) {
  const { t } = useTranslation('box');
  return (
    <>
      <dl className={css.proof}>
        <dt>{t('fair.commitment')}</dt>
        <dd>{cup.commitment}</dd>
        <dt>{t('fair.salt')}</dt>
        <dd>{cup.salt}</dd>
        <dt>{t('fair.canonical')}</dt>
        <dd>{cup.canonical}</dd>
      </dl>
      <p>{t('fair.byHand')}</p>
      <pre className={css.command}>{commandFor(orderId, cup)}</pre>
    </>
  );
}

/** For a shell: the same arithmetic by other tools. */
function commandFor(orderId: string, { position, salt, canonical }: RevealedCoffee): string {
  const quoted = `'${canonical.replaceAll("'", "'\\''")}'`;
  return `{ printf 'blindbox-v1\\0%s\\0%s\\0' '${orderId}' ${position}; printf ${salt} | xxd -r -p; printf '\\0%s' ${quoted}; } | sha256sum`;
}
