import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DatasetPair } from '../../src/engine/comparison/sharedColumns';
import type { DatasetOverrides } from '../../src/protocol';
import { openedDataset, writtenFile } from './openedDataset';

/** Opens two texts as CSV files, closed at the end of the test. */
export async function openedPair(
  reference: string,
  current: string,
  overrides: DatasetOverrides = {},
): Promise<DatasetPair> {
  return {
    reference: await openedDataset(writtenFile(reference, 'reference.csv'), overrides),
    current: await openedDataset(writtenFile(current, 'current.csv'), overrides),
  };
}

/** Header and lines of a CSV file of the repository, without line ends. */
export function csvLines(file: string): {
  readonly header: string;
  readonly lines: readonly string[];
} {
  const text = readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8');
  const [header = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/);
  return { header, lines };
}
