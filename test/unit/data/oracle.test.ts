import { expect, test } from 'vitest';
import { countDuplicateRows } from '../../../src/engine/data/countDuplicateRows';
import type { Dataset } from '../../../src/engine/data/dataset';
import { createStreamDecoder } from '../../../src/engine/data/textDecoders';
import { columnTexts, openedDataset, openedText } from '../../support/openedDataset';
import { oracleFixture } from '../../support/oracleFixture';

interface TableCase {
  readonly name: string;
  readonly bytes: string;
  readonly rows: number;
  readonly duplicates: number;
  readonly columns: readonly {
    readonly name: string;
    readonly missing: number;
    readonly numeric: boolean;
    readonly sum?: string;
    readonly texts?: readonly (string | null)[];
  }[];
}

const { cases, tolerance } = oracleFixture<{
  readonly csv: readonly TableCase[];
  readonly encodings: readonly (TableCase & { readonly encoding: string })[];
  readonly cp949: { readonly bytes: string; readonly text: string };
  readonly windows1252: { readonly text: string };
  readonly winequality: {
    readonly rows: number;
    readonly duplicates: number;
    readonly missing: Readonly<Record<string, number>>;
    readonly means: Readonly<Record<string, number>>;
  };
}>('data');

test.each(cases.csv)('reads what pandas reads: $name', async (expected) => {
  const dataset = await openedText(Buffer.from(expected.bytes, 'base64'));
  await expectTable(dataset, expected);
});

test.each(cases.encodings)('finds the encoding: $name', async (expected) => {
  const dataset = await openedText(Buffer.from(expected.bytes, 'base64'));
  expect(dataset.info.encoding).toBe(expected.encoding);
  await expectTable(dataset, expected);
});

test('decodes every code of CP949 as Python does', () => {
  const decoder = createStreamDecoder('euc-kr');
  expect(decoder.decode(Buffer.from(cases.cp949.bytes, 'base64')) + decoder.end()).toBe(
    cases.cp949.text,
  );
});

test('decodes windows-1252 as Python does, where Python decodes it', () => {
  const decoder = createStreamDecoder('windows-1252');
  const decoded = decoder.decode(Uint8Array.from({ length: 256 }, (_, i) => i));
  for (let byte = 0; byte < 256; byte++) {
    const character = cases.windows1252.text.charAt(byte);
    if (character !== '\uFFFD') expect(decoded.charAt(byte)).toBe(character);
  }
});

test('finds the facts of winequality.csv that pandas finds', async () => {
  const { rows, duplicates, missing, means } = cases.winequality;
  const dataset = await openedDataset('test/fixtures/data/winequality.csv');
  expect(dataset.info.rows).toBe(rows);
  expect(await countDuplicateRows(dataset)).toBe(duplicates);
  for (const { name, sql } of dataset.columns) {
    const [row] = await dataset.query(
      `SELECT count(*) - count(${sql}) AS missing, avg(TRY_CAST(${sql} AS DOUBLE)) AS mean FROM ${dataset.relation}`,
    );
    expect(row?.['missing'], name).toBe(missing[name]);
    if (name in means) expect(row?.['mean'], name).toBeCloseTo(means[name]!, 10);
  }
});

async function expectTable(dataset: Dataset, expected: TableCase): Promise<void> {
  expect(dataset.columns.map(({ name }) => name)).toEqual(expected.columns.map(({ name }) => name));
  expect(dataset.info.rows).toBe(expected.rows);
  for (const [j, column] of expected.columns.entries()) {
    const { sql, storageType } = dataset.columns[j]!;
    const numeric = storageType === 'BIGINT' || storageType === 'DOUBLE';
    expect(numeric, `${column.name} is ${storageType}`).toBe(column.numeric);
    const [row] = await dataset.query(
      `SELECT count(*) - count(${sql}) AS missing, ${numeric ? `sum(${sql})` : 'NULL'} AS sum FROM ${dataset.relation}`,
    );
    expect(row?.['missing'], column.name).toBe(column.missing);
    if (column.sum !== undefined) {
      const sum = Number(column.sum);
      if (Number.isNaN(sum)) expect(row?.['sum']).toBeNaN();
      else
        expect(Math.abs((row?.['sum'] as number) - sum)).toBeLessThanOrEqual(
          tolerance.rtol * Math.abs(sum),
        );
    } else {
      expect(await columnTexts(dataset, column.name)).toEqual(column.texts);
    }
  }
  expect(await countDuplicateRows(dataset)).toBe(expected.duplicates);
}
