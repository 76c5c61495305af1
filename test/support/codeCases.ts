import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { DatasetOverrides, ProfileResult } from '../../src/protocol';
import type { CodeSource } from '../../src/code/codeSource';
import type { CodeView } from '../../src/code/codeView';
import { openDataset } from '../../src/engine/data/openDataset';
import { profileDataset } from '../../src/engine/profile/profileDataset';

/** A file whose code is run, with what the engine says about it. */
export interface CodeCase {
  readonly name: string;
  readonly file: string | Uint8Array;
  /** Name of the file that is written; a path that is there already when `file` is empty. */
  readonly path: string;
  readonly overrides?: DatasetOverrides;
  readonly target?: string;
  /** False where DuckDB needs an extension that is not in the package. */
  readonly sql?: boolean;
}

const oddNames = ['a "quoted" name', 'select', '이름 😀', "it's", 'back\\slash', 'x{0}', 'data'];

const typed = [
  'code,amount,day,moment,flag,big,note,grade,gap,ratio',
  ...Array.from({ length: 60 }, (_, i) =>
    [
      String(i % 7).padStart(4, '0'),
      i % 9 === 0 ? 'NA' : (i * 1.5).toFixed(2),
      `${String(1 + (i % 28)).padStart(2, '0')}.${String(1 + (i % 12)).padStart(2, '0')}.2024`,
      `2024-03-${String(1 + (i % 28)).padStart(2, '0')}T10:${String(i).padStart(2, '0')}:00+02:00`,
      i % 2 === 0 ? 'true' : 'false',
      `90071992547409${String(10 + i)}`,
      `"a note, with ${'word '.repeat(i % 4)}and ""quotes"" ${i}"`,
      ['low', 'mid', 'high'][i % 3],
      i % 5 === 0 ? '' : i,
      i === 3 ? 'inf' : i === 4 ? 'nan' : (i / 7).toString(),
    ].join(','),
  ),
  '',
].join('\n');

/** Files that are written in every way that readers disagree about. */
export const codeCases: readonly CodeCase[] = [
  { name: 'plain', file: '', path: 'samples/hr-attrition.csv', target: 'Attrition' },
  { name: 'wine', file: '', path: 'test/fixtures/data/winequality.csv', target: 'quality' },
  { name: 'types that look like others', file: typed, path: 'typed.csv', target: 'grade' },
  {
    name: 'odd names',
    path: "o'dd [names] *.csv",
    file: [
      oddNames.map((name) => `"${name.replaceAll('"', '""')}"`).join(','),
      ...Array.from({ length: 24 }, (_, i) => oddNames.map((_name, j) => i * (j + 1)).join(',')),
      '',
    ].join('\n'),
  },
  {
    name: 'names that repeat, are missing, or differ in case',
    path: 'repeated.csv',
    file: `Aa,aA,x,x,,\n${Array.from({ length: 20 }, (_, i) => `${i},${i * 2},k${i % 3},${i % 4},z,${i * 1.25}`).join('\n')}\n`,
  },
  {
    name: 'no header, tabs',
    path: 'bare.tsv',
    file: `${Array.from({ length: 20 }, (_, i) => `${i}\tword${i % 4}\t0${i % 10}`).join('\n')}\n`,
  },
  {
    name: 'preamble, semicolons, decimal commas, own missing texts',
    path: 'german.csv',
    file: `Report of March\n\nName;Betrag;Ort\n${Array.from({ length: 30 }, (_, i) => `n${i % 5};${i},5;${i % 6 === 0 ? '?' : 'Bonn'}`).join('\n')}\n`,
    overrides: { missingValues: ['?'] },
  },
  {
    name: 'another encoding',
    path: 'korean.csv',
    // "이름,나이" and one name in CP949.
    file: Buffer.concat([
      Buffer.from([0xc0, 0xcc, 0xb8, 0xa7, 0x2c, 0xb3, 0xaa, 0xc0, 0xcc, 0x0a]),
      ...Array.from({ length: 30 }, (_, i) =>
        Buffer.concat([
          Buffer.from([0xb1, 0xe8, 0xc3, 0xb6, 0xbc, 0xf6]),
          Buffer.from(`${i % 3},${20 + i}\n`),
        ]),
      ),
    ]),
    overrides: { encoding: 'euc-kr' },
    sql: false,
  },
  {
    name: 'white space and stray words in numbers',
    path: 'loose.csv',
    file: `a,b\n${Array.from({ length: 40 }, (_, i) => `${i === 7 ? '  ' : i},${i === 9 ? 'many' : i * 0.5}`).join('\n')}\n`,
    overrides: { types: { b: 'numeric' } },
  },
  { name: 'compressed', path: 'typed.csv.gz', file: gzipSync(typed) },
  {
    name: 'JSON lines',
    path: 'rows.jsonl',
    file: Array.from({ length: 25 }, (_, i) =>
      JSON.stringify({
        id: `0${i}`,
        n: i % 4 === 0 ? null : i / 2,
        when: `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`,
        kind: ['a', 'b'][i % 2],
      }),
    ).join('\n'),
  },
  {
    name: 'a JSON array',
    path: 'rows.json',
    file: JSON.stringify(
      Array.from({ length: 25 }, (_, i) => ({ n: i, word: ['red', 'blue'][i % 2] })),
    ),
  },
  { name: 'Parquet', file: '', path: 'test/fixtures/data/types.parquet' },
];

/** A case's profile, by the engine. The file is written into `folder` unless it is there already. */
export async function profiledCase(
  { file, path, overrides, target }: CodeCase,
  folder: string,
): Promise<ProfileResult> {
  const written = file.length === 0 ? path : join(folder, path);
  if (file.length > 0) writeFileSync(written, file);
  const dataset = await openDataset({
    path: written,
    ...(overrides === undefined ? {} : { overrides }),
  });
  try {
    return await profileDataset(dataset, target === undefined ? {} : { target });
  } finally {
    await dataset.close();
  }
}

/** What a text made: a table by rows. */
export interface CodeAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** The views of a profile whose numbers the profile itself has. */
export function viewsOf({ columns, target }: ProfileResult): readonly CodeView[] {
  return columns.flatMap(({ name, type, numeric, categorical, target: against }): CodeView[] => [
    { kind: 'summary', column: name },
    ...(categorical === undefined ? [] : [{ kind: 'values', column: name } as const]),
    ...(type === 'numeric' && numeric?.histogram !== null && numeric !== undefined
      ? [{ kind: 'histogram', column: name, edges: numeric.histogram.edges } as const]
      : []),
    ...(target === null || against?.levels === undefined || target.task !== 'binary'
      ? []
      : [{ kind: 'target', column: name, target } as const]),
  ]);
}

/** The data set that code is written for. */
export function sourceOf({ dataset, columns }: ProfileResult): CodeSource {
  return { dataset, columns };
}
