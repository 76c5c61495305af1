import path from 'node:path';
import { expect, test } from 'vitest';
import { absoluteStore, readInteger, readList, readNumber } from '../../../src/cli/settings';

test('a relative store belongs to the working folder, an absolute one and a server stay', () => {
  const folder = path.resolve('/data/project');
  expect(absoluteStore('sqlite:///mlflow.db', folder)).toBe(
    `sqlite:///${path.join(folder, 'mlflow.db')}`,
  );
  expect(absoluteStore('runs/mlflow.db', folder)).toBe(
    `sqlite:///${path.join(folder, 'runs', 'mlflow.db')}`,
  );
  expect(absoluteStore('sqlite:////srv/mlflow.db', folder)).toBe('sqlite:////srv/mlflow.db');
  expect(absoluteStore('https://mlflow.example', folder)).toBe('https://mlflow.example');
});

test.each(['', 'x', 'NaN', '1e999', '-1', '2.5'])('%s is no whole number of folds', (text) => {
  expect(() => readInteger(text, '--folds', 2, 100)).toThrow(/--folds.*Got/);
});

test('numbers and lists are read as written', () => {
  expect(readInteger('5', '--folds', 2)).toBe(5);
  expect(readInteger(undefined, '--folds', 2)).toBeUndefined();
  expect(readNumber('0.2', '--holdout', 0, 1)).toBe(0.2);
  expect(readList(' a, b ,,c')).toEqual(['a', 'b', 'c']);
  expect(readList(undefined)).toEqual([]);
});
