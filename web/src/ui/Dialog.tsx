import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './Button';
import css from './Dialog.module.css';

interface DialogProps {
  title: ReactNode;
  /** One sentence below the title. */
  about?: ReactNode;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A question, or a closer look, over the page: on a phone from the bottom. Escape and a press beside it close it. */
export function Dialog({ title, about, open, onClose, children }: DialogProps) {
  const { t } = useTranslation('common');
  return (
    <Radix.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        {/* Radix' own would lock scrolling by a style element, which the node's policy does not allow. */}
        <div aria-hidden className={css.veil} />
        <Radix.Content className={css.dialog} {...(about ? {} : { 'aria-describedby': undefined })}>
          <header className={css.head}>
            <Radix.Title className={css.title}>{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label={t('close')}>
                <X aria-hidden />
              </IconButton>
            </Radix.Close>
          </header>
          {about && <Radix.Description className={css.about}>{about}</Radix.Description>}
          <div className={css.body}>{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
