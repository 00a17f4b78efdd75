import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import css from './Host.module.css';

interface ConfirmDialogProps {
  title: string;
  words: string;
  confirm: string;
  isDangerous: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Once more, before what cannot be taken back. */
export function ConfirmDialog({ title, words, confirm, isDangerous, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation('common');
  return (
    <Dialog title={title} about={words} open onClose={onClose}>
      <div className={css.answers}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button look={isDangerous ? 'danger' : 'primary'} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
