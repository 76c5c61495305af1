import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import { isBusy, sqliteError } from '../../../src/engine/tracking/sqliteError';

/** What the driver throws for these statements, on a new database in memory. */
function failureOf(...statements: readonly string[]): unknown {
  const database = new DatabaseSync(':memory:');
  try {
    for (const statement of statements) database.exec(statement);
  } catch (thrown) {
    return thrown;
  } finally {
    database.close();
  }
  throw new Error('Nothing failed.');
}

test.each([
  [
    'a full disk',
    'DISK_FULL',
    [
      'PRAGMA max_page_count = 2',
      'CREATE TABLE t (a)',
      'INSERT INTO t VALUES (hex(zeroblob(9000)))',
    ],
  ],
  ['a read-only file', 'STORE_UNREACHABLE', ['PRAGMA query_only = ON', 'CREATE TABLE t (a)']],
  ['a missing table', 'STORE_INCOMPATIBLE', ['INSERT INTO params VALUES (1)']],
  [
    'an unknown mandatory column',
    'STORE_INCOMPATIBLE',
    ['CREATE TABLE t (a, b NOT NULL)', 'INSERT INTO t (a) VALUES (1)'],
  ],
  ['a defect in our SQL', 'INTERNAL', ['SELECT nonsense nonsense nonsense']],
  [
    'another violated constraint',
    'INTERNAL',
    ['CREATE TABLE t (a UNIQUE)', 'INSERT INTO t VALUES (1), (1)'],
  ],
])('%s', (_, code, statements) => {
  const thrown = failureOf(...statements);
  const error = sqliteError(thrown, '/data/mlflow.db');
  expect(error).toMatchObject({ code, cause: thrown });
  expect(error.hint).toBeTruthy();
  expect(isBusy(thrown)).toBe(false);
});

test('a file that cannot be opened', () => {
  expect(() => new DatabaseSync('/no/such/folder/mlflow.db')).toThrow();
  try {
    new DatabaseSync('/no/such/folder/mlflow.db');
  } catch (thrown) {
    expect(sqliteError(thrown, '/no/such/folder/mlflow.db').code).toBe('STORE_UNREACHABLE');
  }
});

test('what is not of SQLite passes through', () => {
  expect(sqliteError(new TypeError('oops'), 'x').code).toBe('INTERNAL');
});
