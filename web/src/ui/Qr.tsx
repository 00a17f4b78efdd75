import { QRCodeSVG } from 'qrcode.react';
import css from './Qr.module.css';

/** An address to be scanned. Always dark on white: many phones read nothing else. */
export function Qr({ address, label, size = 220 }: { address: string; label: string; size?: number }) {
  return (
    <div className={css.qr}>
      <QRCodeSVG value={address} size={size} level="M" marginSize={2} title={label} role="img" aria-label={label} />
    </div>
  );
}
