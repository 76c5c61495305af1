import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openDataset } from '../../src/engine/data/openDataset';
import { partialOutput } from '../../src/engine/preparation/outputFile';
import { prepareTable } from '../../src/engine/preparation/prepareTable';
import type { PrepareParams, PrepareResult } from '../../src/protocol';
import type { SqlValue } from '../../src/engine/data/dataset';
import { temporaryFolder } from './temporaryFolder';

/** Files of a preparation, in a folder of this test alone. */
export interface PreparationFiles {
  readonly folder: string;
  readonly params: PrepareParams;
}

/** Writes a script and its inputs; the output is not there yet. */
export function preparationFiles(
  script: { readonly name: string; readonly text: string },
  inputs: Readonly<Record<string, string>>,
  output = 'out.parquet',
): PreparationFiles {
  const folder = temporaryFolder();
  const written = (name: string, text: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const params = {
    script: written(script.name, script.text),
    inputs: Object.entries(inputs).map(([name, text]) => ({ path: written(name, text) })),
    output: path.join(folder, output),
  };
  return { folder, params };
}

/** Runs a preparation in this very process. */
export function runPreparation(params: PrepareParams): Promise<PrepareResult> {
  return prepareTable(params, {
    productVersion: '0.0.0',
    now: () => new Date('2026-01-02T03:04:05Z'),
    partial: partialOutput(params.output),
  });
}

/** A table as rows of plain values. */
export interface PlainTable {
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** Reads a data file whole. */
export async function readPlainTable(file: string): Promise<PlainTable> {
  const dataset = await openDataset({ path: file });
  try {
    const rows = await dataset.query(`SELECT * FROM ${dataset.relation}`);
    return {
      columns: dataset.columns.map(({ name }) => name),
      types: dataset.columns.map(({ storageType }) => storageType),
      rows: rows.map((row) => dataset.columns.map(({ sql }) => row[sql]!)),
    };
  } finally {
    await dataset.close();
  }
}

/** Runs a SQL script on inputs and reads what it wrote. */
export async function preparedBySql(
  sql: string,
  inputs: Readonly<Record<string, string>>,
  output?: string,
): Promise<PlainTable> {
  const { params } = preparationFiles({ name: 'prepare.sql', text: sql }, inputs, output);
  await runPreparation(params);
  return readPlainTable(params.output);
}
