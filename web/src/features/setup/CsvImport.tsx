import { FileSpreadsheet } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/errorWords';
import { useLine } from '../../live/connection';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { Notice } from '../../ui/Notice';
import { CsvPreview } from './CsvPreview';
import type { SampleDraft } from './draft';
import { type ImportPreview, previewOf } from './files';
import css from './setup.module.css';

interface CsvImportProps {
  /** How many more coffees the session takes. */
  room: number;
  onTake: (rows: readonly SampleDraft[]) => void;
  onClose: () => void;
}

/** A file, what the server makes of it, and the choice of rows. */
export function CsvImport({ room, onTake, onClose }: CsvImportProps) {
  const { t } = useTranslation('setup');
  const { preview, busy, failure, read } = usePreview();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) {
      void read(file);
    }
  };
  return (
    <div className={css.import}>
      <section
        className={classes(css.drop, over && css.over)}
        aria-label={t('csv.file')}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          hidden
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) {
              void read(file);
            }
          }}
        />
        <FileSpreadsheet aria-hidden className={css.dropSign} />
        <p>{t('csv.words')}</p>
        <div className={css.actions}>
          <Button busy={busy} onClick={() => input.current?.click()}>
            {t(preview ? 'csv.chooseOther' : 'csv.choose')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t('csv.byHand')}
          </Button>
        </div>
      </section>
      {failure && <Notice kind="error">{failure}</Notice>}
      {preview && <CsvPreview key={preview.name} preview={preview.of} room={room} onTake={onTake} />}
    </div>
  );
}

function usePreview() {
  const words = useErrorWords();
  const line = useLine();
  const [preview, setPreview] = useState<{ name: string; of: ImportPreview } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const read = async (file: File) => {
    if (!line) {
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      setPreview({ name: `${file.name} ${file.lastModified}`, of: await previewOf(line.identity, file) });
    } catch (refusal) {
      setPreview(null);
      setFailure(words(refusal));
    } finally {
      setBusy(false);
    }
  };
  return { preview, busy, failure, read };
}
