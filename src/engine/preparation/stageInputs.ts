import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { DatasetRequest, Lineage } from '../../protocol';
import type { StorageType } from '../data/dataset';
import { readLineage } from '../data/lineage';
import { openDataset, type OpenDatasetOptions } from '../data/openDataset';
import { sqlLiteral } from '../data/sqlText';
import { inputNames, type InputNames } from './inputNames';
import { quoted, sqlColumnNames } from './sqlNames';

/** An input of a script, read and typed, as a table of the staging database. */
export interface StagedInput extends InputNames {
  /** The table, to be written after FROM once the staging database is attached as `staged`. */
  readonly relation: string;
  readonly columns: readonly { readonly name: string; readonly storageType: StorageType }[];
  readonly source: Lineage['inputs'][number];
  /** What a person should know about how it was read. */
  readonly notes: readonly string[];
}

/** Options of {@link stageInputs}. */
export interface StageOptions extends Pick<OpenDatasetOptions, 'memory' | 'threads' | 'signal'> {
  /** The database file to be made. */
  readonly database: string;
  /** `fraction` is the share of all inputs that is read, in [0, 1]. */
  readonly onProgress?: (message: string, fraction: number | null) => void;
}

/**
 * Reads the inputs of a script, one after the other, into one database file: rows in the order of the file, columns with
 * their own names and the types that Cuvette settles for them (see `openDataset`). A script so never depends on how a file is
 * written, and two inputs take no more memory than one.
 *
 * @throws {CuvetteError} what `openDataset` throws.
 */
export async function stageInputs(
  requests: readonly DatasetRequest[],
  { database, onProgress, ...options }: StageOptions,
): Promise<readonly StagedInput[]> {
  const names = inputNames(requests.map(({ path: file }) => file));
  const staged: StagedInput[] = [];
  for (const [k, request] of requests.entries()) {
    const report = (message: string, fraction: number | null): void =>
      onProgress?.(message, fraction === null ? null : (k + fraction) / requests.length);
    const { mtime } = await stat(request.path).catch(() => ({ mtime: new Date(0) }));
    const dataset = await openDataset(request, { ...options, onProgress: report });
    try {
      const { info, columns, relation, issues } = dataset;
      const shown = sqlColumnNames(columns.map(({ name }) => name));
      const list = columns.map(({ sql }, j) => `${sql} AS ${quoted(shown[j]!)}`).join(', ');
      const { signal } = options;
      await dataset.query(`ATTACH ${sqlLiteral(database)} AS staged`, signal);
      await dataset.query(`CREATE TABLE staged.t${k} AS SELECT ${list} FROM ${relation}`, signal);
      await dataset.query('DETACH staged', signal);
      const lineage = await readLineage(info.path);
      staged.push({
        ...names[k]!,
        relation: `staged.t${k}`,
        columns: columns.map(({ storageType }, j) => ({ name: shown[j]!, storageType })),
        source: {
          name: names[k]!.name,
          path: info.path,
          sha256: info.sha256,
          rows: info.rows,
          sizeBytes: info.sizeBytes,
          modifiedAt: mtime.toISOString(),
          ...(lineage === undefined ? {} : { lineage }),
        },
        notes: [
          ...issues.map(({ message }) => message),
          ...columns.flatMap(({ name }, j) =>
            name === shown[j]
              ? []
              : [`The column "${name}" is called "${shown[j]}" in the script.`],
          ),
        ].map((note) => `${path.basename(info.path)}: ${note}`),
      });
    } finally {
      await dataset.close();
    }
  }
  return staged;
}
