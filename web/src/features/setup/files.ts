/** A file of samples or a form, asked of the server. It says what is odd; nothing is read here. */
import type { Identity as Coffee } from '../../client';
import { askHttp } from '../../live/http';
import type { Identity } from '../../live/identity';

export interface ImportedRow {
  /** Of the file, from 1. */
  line: number;
  lot: string;
  identity: Coffee;
  grading?: { layout: string; parts: Record<string, number>; deduction: number; total: number };
}

export interface RowProblem {
  line: number;
  lot: string;
  problem: 'total-differs' | 'total-zero' | 'not-a-number' | 'cell-count' | 'duplicate-lot';
  column?: string;
  sum?: number;
  total?: number;
  detail?: string;
}

export interface ImportPreview {
  rows: number;
  layout?: string;
  samples: ImportedRow[];
  problems: RowProblem[];
  problemsLeftOut: number;
}

/** What a CSV file would become. Nothing is kept. */
export async function previewOf(who: Identity, file: Blob): Promise<ImportPreview> {
  const answer = await askHttp(who, '/api/v1/samples/import', {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv' },
    body: file,
  });
  return answer.json();
}

/** Brings a form of one's own. What is wrong with it is in the refusal's `problems`. */
export async function bringForm(who: Identity, file: Blob): Promise<{ form: string; version: number }> {
  const answer = await askHttp(who, '/api/v1/forms', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: file,
  });
  return answer.json();
}

/** By line: what is odd about a row. */
export function problemsByLine(problems: readonly RowProblem[]): ReadonlyMap<number, readonly RowProblem[]> {
  const byLine = new Map<number, RowProblem[]>();
  for (const problem of problems) {
    const there = byLine.get(problem.line);
    if (there) {
      there.push(problem);
    } else {
      byLine.set(problem.line, [problem]);
    }
  }
  return byLine;
}

/** Rows in which some text of the coffee contains what is looked for. */
export function matching(rows: readonly ImportedRow[], wanted: string): readonly ImportedRow[] {
  const word = wanted.trim().toLowerCase();
  if (!word) {
    return rows;
  }
  const texts = ({ identity: { more: _, ...named }, lot }: ImportedRow) => [...Object.values(named), lot];
  return rows.filter((row) => texts(row).some((text) => text.toLowerCase().includes(word)));
}

/** Chooses, in the file's order, as many as there is room for. */
export function chosenWithin(
  rows: readonly ImportedRow[],
  already: ReadonlySet<number>,
  room: number,
): ReadonlySet<number> {
  const chosen = new Set(already);
  for (const { line } of rows) {
    if (chosen.size >= room) {
      break;
    }
    chosen.add(line);
  }
  return chosen;
}
