import { expect } from 'vitest';
import type { ColumnProfile, ProfileResult } from '../../src/protocol';
import type { CodeView } from '../../src/code/codeView';
import { summaryQuantiles } from '../../src/code/codeView';
import { summaryKind } from '../../src/code/summaryKind';
import type { CodeAnswer } from './codeCases';

/** Expects a view's table to hold the numbers that the profile shows. */
export function expectProfileNumbers(
  view: CodeView,
  answer: CodeAnswer,
  profile: ProfileResult,
): void {
  const column = 'column' in view ? columnOf(profile, view.column) : undefined;
  switch (view.kind) {
    case 'summary':
      expectSummary(column!, firstRow(answer), profile);
      return;
    case 'values':
      expectValues(column!, answer);
      return;
    case 'histogram':
      expect(answer.rows.map((row) => Number(cell(answer, row, 'count')))).toEqual(
        column!.numeric!.histogram!.counts,
      );
      return;
    case 'target':
      expectRates(column!, answer);
      return;
    default:
      throw new Error(`The profile has no numbers of a ${view.kind}.`);
  }
}

function expectSummary(
  column: ColumnProfile,
  found: Readonly<Record<string, unknown>>,
  { dataset }: ProfileResult,
): void {
  const wanted: Record<string, unknown> = {
    rows: dataset.rows,
    missing: column.missing.count,
    distinct: column.distinct.count,
  };
  const kind = summaryKind(column);
  if (kind === 'numbers' && column.numeric !== undefined) {
    const { mean, std, sum, min, max, skewness, kurtosis, mad, zeros, negatives, infinite } =
      column.numeric;
    Object.assign(wanted, { mean, std, sum, min, max, skewness, kurtosis, mad });
    Object.assign(wanted, { zeros, negatives, infinite });
    for (const q of summaryQuantiles) {
      const value = column.numeric.quantiles[String(q)];
      if (value !== undefined) wanted[`q${q}`] = value;
    }
  }
  if (kind === 'texts' && column.text !== undefined) {
    const { length, words, blank } = column.text;
    Object.assign(wanted, {
      length_min: length.min,
      length_max: length.max,
      length_mean: length.mean,
      length_median: length.median,
      words_mean: words.mean,
      words_max: words.max,
      blank,
    });
  }
  if (kind === 'labels' && (column.categorical?.entropy ?? null) !== null) {
    wanted['entropy'] = column.categorical!.entropy;
  }
  for (const [name, value] of Object.entries(wanted)) {
    const place = `${column.name}: ${name}`;
    if (typeof value === 'number') expectClose(Number(found[name]), value, place);
    else expect(found[name] ?? null, place).toBe(value);
  }
  if (kind === 'dates' && column.dateTime !== undefined) {
    expect(String(found['min']).slice(0, 10)).toBe(column.dateTime.min!.slice(0, 10));
    expect(String(found['max']).slice(0, 10)).toBe(column.dateTime.max!.slice(0, 10));
  }
}

function expectValues(column: ColumnProfile, answer: CodeAnswer): void {
  const counts = new Map(
    answer.rows.map((row) => [
      label(cell(answer, row, 'value')),
      Number(cell(answer, row, 'count')),
    ]),
  );
  for (const { value, count } of column.categorical!.top) {
    expect(counts.get(label(value)), `${column.name} = ${value}`).toBe(count);
  }
}

function expectRates(column: ColumnProfile, answer: CodeAnswer): void {
  const rates = new Map(
    answer.rows.map((row) => [
      label(cell(answer, row, 'level')),
      Number(cell(answer, row, 'rate')),
    ]),
  );
  for (const { value, rate } of column.target!.levels!) {
    if (rate !== null && rates.has(label(value))) {
      expectClose(rates.get(label(value))!, rate, `${column.name} = ${value}`);
    }
  }
  expect(rates.size).toBeGreaterThan(0);
}

/** Relative agreement to nine digits; sums of floating numbers differ in their order. */
function expectClose(found: number, wanted: number, place: string): void {
  const tolerance = 1e-9 * Math.max(1, Math.abs(wanted));
  expect(Math.abs(found - wanted), `${place}: ${found} instead of ${wanted}`).toBeLessThanOrEqual(
    tolerance,
  );
}

/** A label whatever its type: 3, 3.0 and "3" are one. */
function label(value: unknown): string {
  const text = String(value);
  if (/^(true|false)$/i.test(text)) return text.toLowerCase();
  if (/^\d{4}-\d\d-\d\d/.test(text)) return text.slice(0, 10);
  return typeof value === 'number' ? String(value) : text;
}

function columnOf({ columns }: ProfileResult, name: string): ColumnProfile {
  return columns.find((column) => column.name === name)!;
}

function firstRow({ columns, rows }: CodeAnswer): Readonly<Record<string, unknown>> {
  return Object.fromEntries(columns.map((name, j) => [name, rows[0]?.[j]]));
}

function cell({ columns }: CodeAnswer, row: readonly unknown[], name: string): unknown {
  const position = columns.indexOf(name);
  // pandas keeps groups and values in an index, which comes first.
  return row[position === -1 ? 0 : position];
}
