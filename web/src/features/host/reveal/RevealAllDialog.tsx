import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import panelCss from '../panel/panel.module.css';

/** What is revealed stays so. */
export function RevealAllDialog({ onConfirm, onClose }: { onConfirm: () => void; onClose: () => void }) {
  const { t } = useTranslation('host');
  return (
    <Dialog title={t('reveal.allTitle')} about={t('reveal.allAbout')} open onClose={onClose}>
      <div className={panelCss.answer}>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button look="primary" onClick={onConfirm}>
          {t('reveal.allConfirm')}
        </Button>
      </div>
    </Dialog>
  );
}
