/**
 * What a sample scores by its form, as the server adds it up: in whole numbers, rounded once, ties up. So it is known offline too.
 *
 * A value counts thousandths and a weight millionths; amounts are whole numbers of 10^-9 points times the cups that were poured.
 */
import type { CupDefects, TastingForm } from '../../../client';
import { type Entry, has } from './entry';
import { askedFields } from './form';

export interface Completion {
  filled: number;
  of: number;
  /** Ids, `defects` among them when a report is wrong. */
  missing: string[];
}

export interface Score {
  /** Absent until all that is asked is there, and for forms that only record. */
  points?: number;
  /** More or fewer cups than usual were poured, and weighed as if they were as many. */
  adapted: boolean;
  /** Cups that are marked as defective and cost nothing, since no type is given. */
  untyped: number;
}

export function completionOf(form: TastingForm, entry: Entry): Completion {
  const asked = askedFields(form, entry.cups);
  const missing = asked.filter((field) => !has(entry, field)).map(({ id }) => id);
  const alsoWrong = [...entry.wrong].filter((id) => bearsOnScore(form, id) && !asked.some((field) => field.id === id));
  const of = asked.length + alsoWrong.length;
  const all = [...missing, ...alsoWrong];
  return { filled: of - all.length, of, missing: all };
}

function bearsOnScore(form: TastingForm, id: string): boolean {
  const isRow = form.fields.some((field) => field.id === id && field.type === 'cups');
  return form.scoring !== undefined && (id === 'defects' || isRow);
}

export function scoreOf(form: TastingForm, entry: Entry): Score {
  const defective = defectiveCups(form, entry);
  const nothing = { adapted: false, untyped: defective.untyped };
  if (!form.scoring || completionOf(form, entry).missing.length > 0) {
    return nothing;
  }
  return {
    ...nothing,
    points: new Tally(form, form.scoring, entry, defective.cups).points(),
    adapted: isAdapted(form, entry.cups),
  };
}

const micro = 1_000n;
const hundredth = 10_000_000n;
const millionths = (value: number) => BigInt(Math.round(value * 1_000_000));

class Tally {
  readonly #form: TastingForm;
  readonly #rule: NonNullable<TastingForm['scoring']>;
  readonly #entry: Entry;
  readonly #defective: readonly boolean[];
  readonly #poured: bigint;
  readonly #usual: bigint;

  constructor(
    form: TastingForm,
    rule: NonNullable<TastingForm['scoring']>,
    entry: Entry,
    defective: readonly boolean[],
  ) {
    this.#form = form;
    this.#rule = rule;
    this.#entry = entry;
    this.#defective = defective;
    this.#poured = BigInt(entry.cups);
    this.#usual = BigInt(form.cups);
  }

  points(): number {
    let total = millionths(this.#rule.constant ?? 0) * micro * this.#poured;
    for (const { field, weight } of this.#rule.terms) {
      total += BigInt(Math.round((this.#entry.scales.get(field) ?? 0) * 1_000)) * millionths(weight) * this.#poured;
    }
    for (const term of this.#rule.cups ?? []) {
      total += this.#cupPoints(term, this.#marked(term.field)) + this.#defectiveShare(term);
    }
    total -= this.#defectCost();
    const step = BigInt(Math.round(this.#rule.round * 100));
    const units = floorDiv(2n * total + hundredth * step * this.#poured, 2n * hundredth * step * this.#poured);
    return Number(units * step) / 100;
  }

  #marked(field: string): readonly boolean[] {
    return this.#entry.rows.get(field) ?? [];
  }

  #cupPoints(term: { points: number; compares?: boolean }, marks: readonly boolean[]): bigint {
    const alone = term.compares === true && this.#entry.cups === 1;
    const counted = alone ? Number(term.points > 0) : marks.filter(Boolean).length;
    return millionths(term.points) * micro * this.#usual * BigInt(counted);
  }

  /** What defective cups cost more by being different from the others too; nothing when all are. */
  #defectiveShare(term: { field: string; points: number; compares?: boolean }): bigint {
    const rule = this.#rule.defects;
    if (rule?.count !== 'cups' || rule.differs !== term.field || this.#defective.every(Boolean)) {
      return 0n;
    }
    const marked = this.#marked(term.field);
    return this.#cupPoints(
      term,
      this.#defective.map((is, cup) => is && !marked[cup]),
    );
  }

  #defectCost(): bigint {
    const rule = this.#rule.defects;
    if (!rule) {
      return 0n;
    }
    if (rule.count === 'cups') {
      return millionths(rule.points) * micro * this.#usual * BigInt(this.#defective.filter(Boolean).length);
    }
    const weight = rule.adapted ? BigInt(this.#form.cups) : this.#poured;
    return (this.#entry.defects ?? []).reduce((cost, { type, intensity, cups }) => {
      const count = Array.isArray(cups) ? cups.filter(Boolean).length : (cups ?? 0);
      return cost + millionths(rule.points[type ?? ''] ?? 0) * micro * BigInt(intensity ?? 1) * BigInt(count) * weight;
    }, 0n);
  }
}

/** Which cups are defective where they are counted cup by cup: marked while a type is given, or named by a report with one. */
export function defectiveCups(form: TastingForm, entry: Entry): { cups: boolean[]; untyped: number } {
  const rule = form.scoring?.defects;
  const none = Array.from({ length: entry.cups }, () => false);
  if (rule?.count !== 'cups') {
    return { cups: none, untyped: 0 };
  }
  const marked = entry.rows.get((rule as CupDefects).field) ?? none;
  const named = (entry.defects ?? []).map(({ type, cups }) => ({
    typed: type !== undefined,
    cups: Array.isArray(cups) ? cups : marked,
  }));
  const cups = none.map((_, cup) => named.some((report) => report.typed && report.cups[cup]));
  const mentioned = none.map((_, cup) => marked[cup] || named.some((report) => report.cups[cup]));
  return { cups, untyped: mentioned.filter((is, cup) => is && !cups[cup]).length };
}

function isAdapted(form: TastingForm, poured: number): boolean {
  const defects = form.scoring?.defects;
  const weighsCups = defects?.count === 'cups' || (defects?.count === 'reports' && defects.adapted === true);
  return poured !== form.cups && (Boolean(form.scoring?.cups?.length) || weighsCups);
}

function floorDiv(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}
