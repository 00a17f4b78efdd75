import { FileSpreadsheet, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Notice } from '../../ui/Notice';
import { CsvImport } from './CsvImport';
import { emptySample, isBlank, type SampleDraft, samplesMax } from './draft';
import { SampleTable } from './SampleTable';
import css from './setup.module.css';

interface SamplesProps {
  samples: readonly SampleDraft[];
  onChange: (samples: readonly SampleDraft[]) => void;
  errorOf: (field: string) => string | undefined;
}

/** The coffees: typed in, or from a file. Each gets its code and its place on the table when the session is made. */
export function Samples({ samples, onChange, errorOf }: SamplesProps) {
  const { t } = useTranslation('setup');
  const [importing, setImporting] = useState(false);
  const table = useRef<HTMLDivElement>(null);
  const filled = samples.filter((sample) => !isBlank(sample));
  const add = () => {
    onChange([...samples, emptySample(lastPlace(samples))]);
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>('tbody tr:last-child input')?.focus());
  };
  const take = (rows: readonly SampleDraft[]) => {
    onChange([...filled, ...rows]);
    setImporting(false);
  };
  const error = errorOf('samples');
  return (
    <Card title={t('samples.title')} aside={t('samples.count', { count: filled.length, max: samplesMax })}>
      <p className={css.quiet}>{t('samples.about')}</p>
      {error && <Notice kind="error">{error}</Notice>}
      {importing ? (
        <CsvImport room={samplesMax - filled.length} onTake={take} onClose={() => setImporting(false)} />
      ) : (
        <>
          <div ref={table}>
            <SampleTable samples={samples} onChange={onChange} onAdd={add} errorOf={errorOf} />
          </div>
          <div className={css.actions}>
            <Button icon={<Plus aria-hidden />} onClick={add} disabled={samples.length >= samplesMax}>
              {t('samples.add')}
            </Button>
            <Button look="quiet" icon={<FileSpreadsheet aria-hidden />} onClick={() => setImporting(true)}>
              {t('samples.import')}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

/** The next coffee is most often of the same flight. */
function lastPlace(samples: readonly SampleDraft[]): SampleDraft['place'] {
  const last = samples.findLast(({ place }) => place !== 'calibration');
  return last?.place ?? 1;
}
