import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CuvetteError, type DatasetOverrides } from '../../src/protocol';
import type { Dataset } from '../../src/engine/data/dataset';
import { openDataset, type OpenDatasetOptions } from '../../src/engine/data/openDataset';
import { temporaryFolder } from './temporaryFolder';

/** Writes a file into a folder of this test alone and gives its path. */
export function writtenFile(content: string | Uint8Array, name = 'table.csv'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** Opens a data file and closes it at the end of the test. */
export async function openedDataset(
  path: string,
  overrides: DatasetOverrides = {},
  options: OpenDatasetOptions = {},
): Promise<Dataset> {
  const dataset = await openDataset({ path, overrides }, options);
  onTestFinished(() => dataset.close());
  return dataset;
}

/** Writes a text as a CSV file and opens it. */
export async function openedText(
  content: string | Uint8Array,
  overrides: DatasetOverrides = {},
  options: OpenDatasetOptions = {},
): Promise<Dataset> {
  return openedDataset(writtenFile(content), overrides, options);
}

/** All values of a column, as texts, in the order of the rows. */
export async function columnTexts(dataset: Dataset, name: string): Promise<(string | null)[]> {
  const column = dataset.columns.find((candidate) => candidate.name === name)!;
  const rows = await dataset.query(
    `SELECT CAST(${column.sql} AS VARCHAR) AS v FROM ${dataset.relation}`,
  );
  return rows.map(({ v }) => v as string | null);
}

/** The error of a call that is expected to fail. */
export async function failureOf(call: Promise<unknown>): Promise<CuvetteError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof CuvetteError) return error;
    throw error;
  }
  throw new Error('The call did not fail.');
}
