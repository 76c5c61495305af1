import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { frameColumn } from '../../../src/engine/preparation/frameRows';
import { failureOf } from '../../support/openedDataset';
import { preparationFiles, readPlainTable, runPreparation } from '../../support/preparation';

const mixed =
  'id,price,name,born,seen,ok,big,index\n' +
  '1,1.5,Ann,2000-01-31,2024-01-01T08:00:00Z,true,9007199254740993,7\n' +
  '2,,,,,,1,8\n' +
  '3,-2,"O\'Hara",1999-12-01,2024-02-29T23:59:59.25Z,false,2,9\n';

async function ran(
  text: string,
  name = 'prepare.ts',
  inputs: Readonly<Record<string, string>> = { 'mixed.csv': mixed },
) {
  const { params } = preparationFiles({ name, text }, inputs);
  const result = await runPreparation(params);
  return { ...(await readPlainTable(params.output)), log: result.log };
}

async function failed(text: string, name = 'prepare.ts') {
  const { params } = preparationFiles({ name, text }, { 'mixed.csv': mixed });
  return failureOf(runPreparation(params));
}

test('a frame that comes back unchanged keeps every value and type', async () => {
  const back = await ran('export default async (frames: Record<string, any>) => frames.mixed;');
  expect(back.columns).toEqual(['id', 'price', 'name', 'born', 'seen', 'ok', 'big', 'index']);
  expect(back.types).toEqual([
    'BIGINT',
    'DOUBLE',
    'VARCHAR',
    'DATE',
    'TIMESTAMP',
    'VARCHAR',
    'VARCHAR',
    'BIGINT',
  ]);
  expect(back.rows).toEqual([
    [1, 1.5, 'Ann', '2000-01-31', '2024-01-01T08:00:00Z', 'true', '9007199254740993', 7],
    [2, null, null, null, null, null, '1', 8],
    [3, -2, "O'Hara", '1999-12-01', '2024-02-29T23:59:59.25Z', 'false', '2', 9],
  ]);
});

test('booleans of a Parquet file are booleans', async () => {
  const { params, folder } = preparationFiles(
    { name: 'a.sql', text: 'SELECT x > 1 AS b FROM (VALUES (1), (2), (NULL)) t(x)' },
    { 'mixed.csv': mixed },
  );
  await runPreparation(params);
  const script = path.join(folder, 'b.js');
  writeFileSync(
    script,
    'export default ({ out }, { log }) => { log(out.values.flat(), out.dtypes); return out; };',
  );
  const output = path.join(folder, 'b.parquet');
  const { log } = await runPreparation({ script, inputs: [{ path: params.output }], output });
  expect(log).toEqual(["[ false, true, null ] [ 'boolean' ]"]);
  expect(await readPlainTable(output)).toEqual({
    columns: ['b'],
    types: ['BOOLEAN'],
    rows: [[false], [true], [null]],
  });
});

test('a script sees numbers with NaN and texts with null, and what it prints is kept', async () => {
  const { log, columns, rows } = await ran(`
    import * as dfd from 'danfojs-node';
    interface Row { name: string | null }
    export default async function prepare(frames: any, { inputs, log }: any): Promise<any> {
      const frame: any = frames.input;
      log(inputs[0].name, inputs[0].rows, frame.values[1].slice(0, 4));
      console.log('two\\nlines', frame.dtypes.join());
      return new dfd.DataFrame([{ n: 1, s: 'x' }, { n: 2.5, s: null }]);
    }`);
  expect(log).toEqual([
    'mixed 3 [ 2, NaN, null, null ]',
    'two',
    'lines int32,float32,string,string,string,string,string,int32',
  ]);
  expect(columns).toEqual(['n', 's']);
  expect(rows).toEqual([
    [1, 'x'],
    [2.5, null],
  ]);
});

test('danfojs filters, joins and groups', async () => {
  const { rows } = await ran(
    `module.exports = (frames, { dfd }) => {
      const joined = dfd.merge({ left: frames.sales, right: frames.shops, on: ['shop'], how: 'inner' });
      return joined.query(joined['amount'].gt(1)).groupby(['city']).agg({ amount: 'sum' });
    };`,
    'prepare.js',
    {
      'sales.csv': 'shop,amount\n1,2\n1,3\n2,1\n2,5\n',
      'shops.csv': 'shop,city\n1,Seoul\n2,Busan\n',
    },
  );
  expect(rows).toEqual([
    ['Seoul', 5],
    ['Busan', 5],
  ]);
});

test('random numbers are the same in every run, and the process keeps its own', async () => {
  const script = 'export default (f, { dfd }) => new dfd.DataFrame([{ r: Math.random() }]);';
  const original = Math.random;
  const first = await ran(script, 'a.js');
  expect((await ran(script, 'a.js')).rows).toEqual(first.rows);
  expect(Math.random).toBe(original);
});

test('files of one’s own are imported and recorded', async () => {
  const { params, folder } = preparationFiles(
    {
      name: 'prepare.ts',
      text: "import { twice } from './lib/twice';\nexport default (f: any) => { f.mixed.addColumn('two', f.mixed['id'].values.map(twice), { inplace: true }); return f.mixed; };",
    },
    { 'mixed.csv': mixed, 'lib/twice.ts': 'export const twice = (x: number): number => 2 * x;\n' },
  );
  const inputs = params.inputs.filter(({ path: file }) => file.endsWith('.csv'));
  const { lineage } = await runPreparation({ ...params, inputs });
  expect(lineage.script.imports?.map(({ path: file }) => path.relative(folder, file))).toEqual([
    path.join('lib', 'twice.ts'),
  ]);
  expect((await readPlainTable(params.output)).rows.map((row) => row.at(-1))).toEqual([2, 4, 6]);
});

test.each<[string, string, number | undefined, RegExp]>([
  ['a syntax error', 'export default (f) => {\n  return f..x;\n};', 2, /SyntaxError/],
  [
    'an error at run time',
    'export default (f) => {\n  const x = undefined;\n  return x.y;\n};',
    3,
    /TypeError.*Near: return x\.y;/,
  ],
  [
    'an error in a later turn',
    'export default async (f) => {\n  await null;\n  throw new Error("late");\n};',
    3,
    /late/,
  ],
  [
    'an error while it loads',
    'const a = 1;\nnotThere();\nexport default () => a;',
    2,
    /notThere is not defined/,
  ],
  [
    'a value that is no error',
    'export default () => { throw "text"; };',
    undefined,
    /It threw text/,
  ],
  ['no function', 'export const x = 1;', undefined, /exports no function/],
  ['nothing returned', 'export default () => {};', undefined, /returned nothing/],
  ['a Series', "export default (f) => f.mixed['id'];", undefined, /returned a Series/],
  ['an array', 'export default () => [1];', undefined, /returned an array/],
  [
    'a package that is not installed',
    "import x from 'no-such-package-here';\nexport default () => x;",
    1,
    /no-such-package-here/,
  ],
])('points at %s', async (_name, text, line, message) => {
  const error = await failed(text, 'prepare.js');
  expect(error.code).toBe('SCRIPT_FAILED');
  expect(error.message).toMatch(message);
  expect(error.details?.['line']).toBe(line);
});

test('an error in an imported file points into that file', async () => {
  const { params, folder } = preparationFiles(
    { name: 'prepare.ts', text: "import './broken';\nexport default (f: any) => f.mixed;" },
    { 'mixed.csv': mixed },
  );
  const broken = path.join(folder, 'broken.ts');
  writeFileSync(broken, '\n\nthrow new Error("here");\n');
  const error = await failureOf(runPreparation(params));
  expect(error.details).toMatchObject({ path: broken, line: 3 });
});

test('an empty frame has no rows', async () => {
  const error = await failed(
    "export default (f, { dfd }) => new dfd.DataFrame([], { columns: ['a'] });",
    'p.js',
  );
  expect(error.code).toBe('DATA_NO_ROWS');
});

test.each<[string, readonly unknown[], string, readonly unknown[]]>([
  ['whole numbers', [1, NaN, 3], 'BIGINT', [1, null, 3]],
  ['numbers', [1, undefined, 0.5], 'DOUBLE', [1, null, 0.5]],
  ['numbers beyond 2^53', [2 ** 60], 'DOUBLE', [2 ** 60]],
  ['infinity', [Infinity, -Infinity], 'DOUBLE', [Infinity, -Infinity]],
  ['big integers', [10n ** 20n, 5n], 'VARCHAR', ['100000000000000000000', '5']],
  ['booleans', [true, null, false], 'BOOLEAN', [true, null, false]],
  ['booleans and numbers', [true, 1], 'VARCHAR', ['true', '1']],
  ['texts', ['a', null, ''], 'VARCHAR', ['a', null, '']],
  ['days', ['2024-01-31', null], 'DATE', ['2024-01-31', null]],
  [
    'days, one of which is none',
    ['2024-01-31', '2024-13-01'],
    'VARCHAR',
    ['2024-01-31', '2024-13-01'],
  ],
  ['times', ['2024-01-31T00:00:00.5Z'], 'TIMESTAMP', ['2024-01-31T00:00:00.5Z']],
  ['dates', [new Date(0)], 'TIMESTAMP', ['1970-01-01T00:00:00.000Z']],
  ['objects', [{ a: 1 }, [2]], 'VARCHAR', ['{"a":1}', '[2]']],
  ['nothing at all', [NaN, null], 'DOUBLE', [null, null]],
])('a column of %s', (_name, values, storage, appended) => {
  const column = frameColumn('x', values);
  expect(column.storage).toBe(storage);
  expect(column.appended.values).toEqual(appended);
});
