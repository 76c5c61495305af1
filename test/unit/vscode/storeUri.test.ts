import { expect, test } from 'vitest';
import { storePath } from '../../../src/engine/tracking/storePath';
import { resolveStore, sqliteUri, storeFile } from '../../../src/vscode/storeUri';

test('an absolute path becomes a URI with four slashes', () => {
  expect(sqliteUri('/data/my study/mlflow.db')).toBe('sqlite:////data/my study/mlflow.db');
  expect(sqliteUri('C:\\data\\mlflow.db')).toBe('sqlite:///C:/data/mlflow.db');
});

test.for(['/data/mlflow.db', '/내 데이터/and more/mlflow.db', '/per%20cent/#hash/mlflow.db'])(
  'the engine reads %s back as the same file',
  (file) => {
    expect(storePath(sqliteUri(file), '/elsewhere')).toBe(file);
    expect(storeFile(sqliteUri(file))).toBe(file);
  },
);

test.for([
  ['sqlite:///runs.db', 'sqlite:////data/runs.db'],
  ['sqlite:////abs/runs.db', 'sqlite:////abs/runs.db'],
  ['sqlite:///C:/runs.db', 'sqlite:///C:/runs.db'],
  ['runs/mine.db', 'sqlite:////data/runs/mine.db'],
  ['/abs/runs.db', 'sqlite:////abs/runs.db'],
  ['http://127.0.0.1:5000', 'http://127.0.0.1:5000'],
  ['postgresql://u@h/db', 'postgresql://u@h/db'],
] as const)('the setting %s in /work means %s', ([setting, store]) => {
  expect(resolveStore(setting, '/data')).toBe(store);
});

test('a server is no file', () => {
  expect(storeFile('http://127.0.0.1:5000')).toBeUndefined();
});
