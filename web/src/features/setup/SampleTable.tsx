import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { ScrollRegion } from '../../ui/ScrollRegion';
import { flightChoices, flightNumbers, identityFields, moved, type SampleDraft, textMax } from './draft';
import css from './setup.module.css';

interface SampleTableProps {
  samples: readonly SampleDraft[];
  onChange: (samples: readonly SampleDraft[]) => void;
  onAdd: () => void;
  errorOf: (field: string) => string | undefined;
}

/** A row for each coffee. Enter in the last row begins another. */
export function SampleTable({ samples, onChange, onAdd, errorOf }: SampleTableProps) {
  const { t } = useTranslation('setup');
  if (samples.length === 0) {
    return (
      <Empty title={t('samples.none')}>
        <p>{t('samples.noneWords')}</p>
      </Empty>
    );
  }
  const change = (key: string, news: Partial<SampleDraft>) =>
    onChange(samples.map((sample) => (sample.key === key ? { ...sample, ...news } : sample)));
  return (
    <ScrollRegion label={t('samples.title')} className={css.scroll}>
      <table className={css.samples}>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">{t('column.number')}</span>
            </th>
            {identityFields.map((field) => (
              <th key={field} scope="col" data-field={field}>
                {t(`column.${field}`)}
                {field === 'name' && <span aria-hidden> *</span>}
              </th>
            ))}
            <th scope="col">{t('column.place')}</th>
            <th scope="col">
              <span className="sr-only">{t('column.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {samples.map((sample, index) => (
            <Row
              key={sample.key}
              sample={sample}
              index={index}
              count={samples.length}
              flights={flightChoices(samples)}
              change={(news) => change(sample.key, news)}
              move={(by) => onChange(moved(samples, index, index + by))}
              remove={() => onChange(samples.filter((one) => one.key !== sample.key))}
              onEnter={index === samples.length - 1 ? onAdd : undefined}
              errorOf={(field) => errorOf(`samples.${sample.key}.${field}`)}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface RowProps {
  sample: SampleDraft;
  index: number;
  count: number;
  flights: number;
  change: (news: Partial<SampleDraft>) => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
  onEnter: (() => void) | undefined;
  errorOf: (field: string) => string | undefined;
}

function Row({ sample, index, count, flights, change, move, remove, onEnter, errorOf }: RowProps) {
  const { t } = useTranslation('setup');
  const number = index + 1;
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter belongs to it.
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onEnter?.();
    }
  };
  return (
    <tr>
      <th scope="row" className="figures">
        {number}
      </th>
      {identityFields.map((field) => (
        <td key={field}>
          <Cell
            label={t('cell', { column: t(`column.${field}`), number })}
            value={sample[field]}
            error={errorOf(field)}
            onKeyDown={onKeyDown}
            onChange={(value) => change({ [field]: value })}
          />
        </td>
      ))}
      <td>
        <Place sample={sample} number={number} flights={flights} change={change} errorOf={errorOf} />
      </td>
      <td className={css.rowActions}>
        <IconButton label={t('samples.up', { number })} disabled={index === 0} onClick={() => move(-1)}>
          <ArrowUp aria-hidden />
        </IconButton>
        <IconButton label={t('samples.down', { number })} disabled={number === count} onClick={() => move(1)}>
          <ArrowDown aria-hidden />
        </IconButton>
        <IconButton label={t('samples.remove', { number })} onClick={remove}>
          <Trash2 aria-hidden />
        </IconButton>
      </td>
    </tr>
  );
}

interface CellProps {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  inputMode?: 'decimal';
  placeholder?: string;
}

function Cell({ label, value, error, onChange, ...rest }: CellProps) {
  return (
    <>
      <input
        {...rest}
        className={css.cell}
        aria-label={error ? `${label}: ${error}` : label}
        aria-invalid={error ? true : undefined}
        value={value}
        maxLength={textMax}
        onChange={(event) => onChange(event.target.value)}
      />
      {error && (
        <span className={css.cellError} aria-hidden>
          {error}
        </span>
      )}
    </>
  );
}

function Place({
  sample,
  number,
  flights,
  change,
  errorOf,
}: Pick<RowProps, 'sample' | 'flights' | 'change' | 'errorOf'> & { number: number }) {
  const { t } = useTranslation('setup');
  const label = t('cell', { column: t('column.place'), number });
  const error = errorOf('place');
  return (
    <div className={css.place}>
      <select
        className={css.cell}
        aria-label={error ? `${label}: ${error}` : label}
        aria-invalid={error ? true : undefined}
        value={String(sample.place)}
        onChange={({ target: { value } }) => change({ place: value === 'calibration' ? value : Number(value) })}
      >
        {flightNumbers(flights).map((flight) => (
          <option key={flight} value={flight}>
            {t('flight', { flight })}
          </option>
        ))}
        <option value="calibration">{t('calibration')}</option>
      </select>
      {error && (
        <span className={css.cellError} aria-hidden>
          {error}
        </span>
      )}
      {sample.place === 'calibration' && (
        <Cell
          label={t('cell', { column: t('column.target'), number })}
          value={sample.target}
          error={errorOf('target')}
          inputMode="decimal"
          placeholder="0–100"
          onChange={(target) => change({ target })}
        />
      )}
    </div>
  );
}
