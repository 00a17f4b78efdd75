import { TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Select, TextField } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { ScrollRegion } from '../../ui/ScrollRegion';
import { flightNumbers, flightsMax, fromIdentity, type SampleDraft } from './draft';
import { chosenWithin, type ImportedRow, type ImportPreview, matching, problemsByLine, type RowProblem } from './files';
import css from './setup.module.css';

const shownAtOnce = 100;

interface CsvPreviewProps {
  preview: ImportPreview;
  room: number;
  onTake: (rows: readonly SampleDraft[]) => void;
}

/** The rows of a file with what is odd about them. Odd rows can be taken too: the numbers stay as they were written. */
export function CsvPreview({ preview, room, onTake }: CsvPreviewProps) {
  const { t } = useTranslation('setup');
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() =>
    chosenWithin(preview.samples, new Set(), Math.min(room, 10)),
  );
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(shownAtOnce);
  const [flight, setFlight] = useState(1);
  const problems = useMemo(() => problemsByLine(preview.problems), [preview]);
  const found = useMemo(() => matching(preview.samples, wanted), [preview, wanted]);
  const toggle = (line: number) => {
    const next = new Set(chosen);
    if (!next.delete(line) && next.size < room) {
      next.add(line);
    }
    setChosen(next);
  };
  const take = () =>
    onTake(
      preview.samples.filter(({ line }) => chosen.has(line)).map(({ identity }) => fromIdentity(identity, flight)),
    );
  return (
    <div className={css.preview}>
      <div className={css.previewHead}>
        <p role="status">
          {t('csv.rows', { count: preview.rows })}{' '}
          {preview.problems.length > 0 && t('csv.odd', { count: preview.problems.length + preview.problemsLeftOut })}
        </p>
        <TextField
          label={t('csv.find')}
          labelHidden
          placeholder={t('csv.find')}
          type="search"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <Button look="quiet" onClick={() => setChosen(chosenWithin(found, chosen, room))}>
          {t('csv.all')}
        </Button>
        <Button look="quiet" onClick={() => setChosen(new Set())}>
          {t('csv.none')}
        </Button>
      </div>
      {chosen.size >= room && <Notice>{t('csv.full', { count: room })}</Notice>}
      <RowTable rows={found.slice(0, shown)} chosen={chosen} problems={problems} toggle={toggle} />
      {found.length > shown && (
        <Button look="quiet" onClick={() => setShown(shown + shownAtOnce)}>
          {t('csv.more', { count: found.length - shown })}
        </Button>
      )}
      <div className={css.actions}>
        <Select label={t('csv.flight')} value={flight} onChange={(event) => setFlight(Number(event.target.value))}>
          {flightNumbers(flightsMax).map((flight) => (
            <option key={flight} value={flight}>
              {t('flight', { flight })}
            </option>
          ))}
        </Select>
        <Button look="primary" disabled={chosen.size === 0} onClick={take}>
          {t('csv.take', { count: chosen.size })}
        </Button>
      </div>
    </div>
  );
}

interface RowTableProps {
  rows: readonly ImportedRow[];
  chosen: ReadonlySet<number>;
  problems: ReadonlyMap<number, readonly RowProblem[]>;
  toggle: (line: number) => void;
}

const shownColumns = ['name', 'country', 'region', 'variety', 'process'] as const;

function RowTable({ rows, chosen, problems, toggle }: RowTableProps) {
  const { t } = useTranslation('setup');
  return (
    <ScrollRegion label={t('csv.title')} className={css.previewTable}>
      <table className={css.plainTable}>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">{t('csv.chosen')}</span>
            </th>
            <th scope="col">{t('csv.line')}</th>
            {shownColumns.map((column) => (
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ))}
            <th scope="col">{t('csv.total')}</th>
            <th scope="col">{t('csv.remarks')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, identity, grading }) => (
            <tr key={line} data-chosen={chosen.has(line) || undefined}>
              <td>
                <label className={css.tick}>
                  <input type="checkbox" checked={chosen.has(line)} onChange={() => toggle(line)} />
                  <span className="sr-only">{t('csv.chooseRow', { name: identity.name, line })}</span>
                </label>
              </td>
              <td className="figures">{line}</td>
              {shownColumns.map((column) => (
                <td key={column}>{identity[column]}</td>
              ))}
              <td className="figures">{grading?.total}</td>
              <td>
                {problems.get(line)?.map((problem) => (
                  <Odd key={`${problem.problem} ${problem.column ?? ''}`} problem={problem} />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Odd({ problem: { problem, column, sum, total, detail } }: { problem: RowProblem }) {
  const { t } = useTranslation('setup');
  return (
    <Badge tone="amber" icon={<TriangleAlert aria-hidden />}>
      {t(`odd.${problem}`, { column: column ?? '', sum: sum ?? '', total: total ?? '', detail: detail ?? '' })}
    </Badge>
  );
}
