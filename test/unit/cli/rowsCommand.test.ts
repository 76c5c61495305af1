import path from 'node:path';
import pc from 'picocolors';
import { expect, onTestFinished, test } from 'vitest';
import { createDatasetCache } from '../../../src/engine/service/datasetCache';
import { createRowHandlers } from '../../../src/engine/service/rowHandlers';
import { readSortKey } from '../../../src/cli/commands/rowsCommand';
import { runProgram } from '../../../src/cli/program';
import type { Caller, RowsResult } from '../../../src/protocol';
import { writtenFile } from '../../support/openedDataset';

async function rows(file: string, ...args: readonly string[]) {
  const datasets = createDatasetCache();
  onTestFinished(() => datasets.dispose());
  const handlers = createRowHandlers(datasets);
  const context = { signal: new AbortController().signal, report: () => undefined };
  const caller = {
    call: (_method: string, params: Parameters<(typeof handlers)['dataset/rows']>[0]) =>
      handlers['dataset/rows'](params, context),
  } as unknown as Caller;
  let output = '';
  const exitCode = await runProgram(['rows', file, ...args], {
    caller,
    terminal: {
      write: (text) => (output += text),
      writeError: (text) => (output += text),
      interactive: false,
      columns: 80,
      colours: pc.createColors(false),
    },
    productVersion: '0',
    environment: {},
    workingFolder: path.dirname(file),
    signal: context.signal,
  });
  return { exitCode, output };
}

const fruit = writtenText('name,price,note\npear,2,"a b"\napple,,c\nfig,10,\n');

function writtenText(text: string): () => string {
  return () => writtenFile(text, 'fruit.csv');
}

test('rows are shown as a table with their numbers', async () => {
  const { exitCode, output } = await rows(fruit(), '--sort', 'price:desc', '--limit', '2');
  expect(exitCode).toBe(0);
  expect(output).toBe(
    [
      'row  name  price  note',
      '  3  fig      10  –',
      '  1  pear      2  a b',
      'Rows 1–2 of 3',
      '',
    ].join('\n'),
  );
});

test('a filter says how many rows it keeps', async () => {
  const { output } = await rows(fruit(), '--where', 'price > 5');
  expect(output).toContain('Rows 1–1 of 1 that the filter keeps, of 3');
  expect((await rows(fruit(), '--where', 'price > 50')).output).toContain('No rows of 0');
});

test('with --json the document has whole texts, and more rows than a page holds', async () => {
  const long = 'x'.repeat(5000);
  const file = writtenFile(
    `i,t\n${Array.from({ length: 2500 }, (_, i) => `${i},${long}`).join('\n')}`,
  );
  const { output } = await rows(file, '--json', '--limit', '2400', '--offset', '50');
  const page = JSON.parse(output) as RowsResult;
  expect(page.rowNumbers).toEqual(Array.from({ length: 2400 }, (_, i) => i + 51));
  expect(page.rows[2399]).toEqual(['2449', long]);
  expect(page).toMatchObject({ viewRows: 2500, totalRows: 2500, offset: 50 });
});

test('wrong use and wrong filters end with their exit codes', async () => {
  expect((await rows(fruit(), '--limit', 'many')).exitCode).toBe(2);
  const wrong = await rows(fruit(), '--where', 'prize > 5', '--json');
  expect(wrong.exitCode).toBe(3);
  expect(JSON.parse(wrong.output)).toMatchObject({
    error: { code: 'COLUMN_NOT_FOUND', hint: 'Did you mean "price"?' },
  });
  expect((await rows(fruit(), '--where', 'price >')).exitCode).toBe(2);
});

test('a sort key may end in a direction', () => {
  expect(readSortKey('a b')).toEqual({ column: 'a b', descending: false });
  expect(readSortKey('a:desc')).toEqual({ column: 'a', descending: true });
  expect(readSortKey('a:desc:asc')).toEqual({ column: 'a:desc', descending: false });
});

test('a page beyond the last row says so, not that there are no rows', async () => {
  const { output } = await rows(fruit(), '--offset', '5');
  expect(output).toBe('No rows from row 6 on of 3\n');
});
