import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { CuvetteError } from '../../../src/protocol';
import { storePath } from '../../../src/engine/tracking/storePath';

test.each([
  ['sqlite:///mlflow.db', resolve('/work', 'mlflow.db')],
  ['sqlite:///runs/mlflow.db', resolve('/work', 'runs/mlflow.db')],
  ['sqlite:////data/mlflow.db', resolve('/data/mlflow.db')],
  ['SQLite:///mlflow.db?timeout=3', resolve('/work', 'mlflow.db')],
  ['sqlite+pysqlite:////data/한글 폴더/m.db', resolve('/data/한글 폴더/m.db')],
  ['sqlite:////data/a%20b.db', resolve('/data/a%20b.db')],
  ['mlflow.db', resolve('/work', 'mlflow.db')],
  ['/data/mlflow.db', resolve('/data/mlflow.db')],
  ['./a?b.db', resolve('/work', 'a?b.db')],
])('%s', (uri, path) => {
  expect(storePath(uri, '/work')).toBe(path);
});

test.each([
  'http://127.0.0.1:5000',
  'https://user:secret@mlflow.example/',
  'postgresql://user:secret@host/db',
  'file:///tmp/mlruns',
  'databricks://profile',
  'sqlite://',
  'sqlite:///',
  'sqlite:///:memory:',
  'sqlite://mlflow.db',
  '',
  '  ',
])('refuses %j', (uri) => {
  const error = refusal(uri);
  expect(error.code).toBe('USAGE_INVALID');
  expect(error.hint).toContain('sqlite:///');
});

test('a password does not get into the message', () => {
  expect(refusal('https://user:secret@mlflow.example/').message).not.toContain('secret');
});

function refusal(uri: string): CuvetteError {
  try {
    storePath(uri, '/work');
  } catch (thrown) {
    if (thrown instanceof CuvetteError) return thrown;
  }
  throw new Error('It was accepted.');
}
