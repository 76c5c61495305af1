import { readFileSync } from 'node:fs';
import { fromRows } from '../../src/engine/base/denseMatrix';
import { createRandomGenerator } from '../../src/engine/base/randomGenerator';
import { createSmoteEnn } from '../../src/engine/features/smoteEnn';

/** SMOTEENN on a CSV of numbers whose last column is the class. Usage: node smoteEnn.js FILE THREADS */
const [file = '', threads = '1'] = process.argv.slice(2);
const rows = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').map(Number));
const resampled = createSmoteEnn({ threads: Number(threads) }).resample(
  {
    matrix: fromRows(rows.map((row) => row.slice(0, -1))),
    codes: Int32Array.from(rows, (row) => row.at(-1) ?? 0),
  },
  2,
  { random: createRandomGenerator(7) },
);
process.stdout.write(`${resampled.matrix.rows} rows\n`);
