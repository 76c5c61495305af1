import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';

/** A small seeded generator (mulberry32): the bench needs the same file everywhere, not good statistics. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

async function writeOnce(file, header, rows, makeRow) {
  if (existsSync(file)) return file;
  mkdirSync(path.dirname(file), { recursive: true });
  const stream = createWriteStream(`${file}.part`);
  stream.write(`${header.join(',')}\n`);
  let text = '';
  for (let row = 0; row < rows; row++) {
    text += `${makeRow(row).join(',')}\n`;
    if (text.length > 1 << 20) {
      if (!stream.write(text)) await once(stream, 'drain');
      text = '';
    }
  }
  stream.end(text);
  await once(stream, 'finish');
  renameSync(`${file}.part`, file);
  return file;
}

/** 20 columns: 12 normal numbers (one with 5 % missing), 4 integers, 4 categories of 5, 20, 200 and 3 levels. */
export function wideTable(folder, rows) {
  const header = [
    ...Array.from({ length: 12 }, (_, i) => `x${i}`),
    ...Array.from({ length: 4 }, (_, i) => `n${i}`),
    ...Array.from({ length: 4 }, (_, i) => `c${i}`),
  ];
  const random = generator(1);
  return writeOnce(path.join(folder, `wide-${rows}.csv`), header, rows, () => [
    ...Array.from({ length: 12 }, (_, i) =>
      i === 5 && random() < 0.05 ? '' : normal(random).toFixed(8),
    ),
    ...Array.from({ length: 4 }, () => Math.floor(random() * 10_000)),
    ...[5, 20, 200, 3].map((levels, i) => `level_${i}_${Math.floor(random() * levels)}`),
  ]);
}

/** A survey as banks keep them: 7 numbers, some of them skewed or mostly one value, 9 categories, a target; 45,000 × 17. */
export function mixedTable(folder, rows) {
  const levels = [12, 3, 4, 2, 2, 2, 3, 12, 4];
  const header = [
    ...Array.from({ length: 7 }, (_, i) => `n${i}`),
    ...levels.map((_, i) => `c${i}`),
    'target',
  ];
  const random = generator(4);
  return writeOnce(path.join(folder, `mixed-${rows}.csv`), header, rows, () => {
    const numbers = [
      18 + Math.floor(random() * 70),
      Math.round(Math.exp(7 + 1.5 * normal(random))),
      1 + Math.floor(random() * 31),
      Math.round(Math.exp(5 + normal(random))),
      1 + Math.floor(-Math.log(1 - random()) * 2),
      random() < 0.8 ? -1 : Math.floor(random() * 400),
      random() < 0.8 ? 0 : Math.floor(random() * 8),
    ];
    const codes = levels.map((count, i) =>
      i === 6 && random() < 0.05 ? 'unknown' : `level ${Math.floor(random() ** 2 * count)}`,
    );
    const positive = random() < 1 / (1 + Math.exp(4 - numbers[3] / 150));
    return [...numbers, ...codes, positive ? 'yes' : 'no'];
  });
}

/** 480 numbers in blocks of ten that share a part, and 20 categories. */
export function manyColumnsTable(folder, rows) {
  const header = [
    ...Array.from({ length: 480 }, (_, i) => `x${i}`),
    ...Array.from({ length: 20 }, (_, i) => `c${i}`),
  ];
  const random = generator(5);
  return writeOnce(path.join(folder, `columns-${rows}.csv`), header, rows, () => {
    const shared = Array.from({ length: 48 }, () => normal(random));
    return [
      ...Array.from({ length: 480 }, (_, i) =>
        (normal(random) + (i % 4) * 0.5 * shared[Math.floor(i / 10)]).toFixed(5),
      ),
      ...Array.from({ length: 20 }, (_, i) => `v${Math.floor(random() * (2 + i))}`),
    ];
  });
}

/** A binary task: 10 numbers and 6 categories, 12 % positive, a linear signal in half of them. */
export function trainingTable(folder, rows) {
  const header = [
    ...Array.from({ length: 10 }, (_, i) => `x${i}`),
    ...Array.from({ length: 6 }, (_, i) => `c${i}`),
    'target',
  ];
  const random = generator(2);
  return writeOnce(path.join(folder, `training-${rows}.csv`), header, rows, () => {
    const numbers = Array.from({ length: 10 }, () => normal(random));
    const codes = [2, 3, 4, 5, 8, 12].map((levels) => Math.floor(random() * levels));
    const signal =
      numbers.slice(0, 5).reduce((sum, x, i) => sum + x * (0.6 - 0.1 * i), -2.7) +
      0.3 * codes[1] -
      0.15 * codes[3];
    const positive = random() < 1 / (1 + Math.exp(-signal));
    return [
      ...numbers.map((x) => x.toFixed(6)),
      ...codes.map((code, i) => `v${i}_${code}`),
      positive ? 'yes' : 'no',
    ];
  });
}

/** 30 numbers and a class of 0 or 1, a quarter 1, which overlaps with the other in a third of the numbers. */
export function overlappingClasses(folder, rows) {
  const header = [...Array.from({ length: 30 }, (_, i) => `x${i}`), 'class'];
  const random = generator(3);
  return writeOnce(path.join(folder, `classes-${rows}.csv`), header, rows, () => {
    const positive = random() < 0.25 ? 1 : 0;
    const numbers = Array.from({ length: 30 }, (_, i) =>
      (normal(random) + (i % 3 === 0 ? 0.8 * positive : 0)).toFixed(6),
    );
    return [...numbers, positive];
  });
}
