import { createRandomGenerator } from '../../src/engine/base/randomGenerator';

/** A table as CSV text: for each name the cell of a row. */
export function csvTable(
  rows: number,
  cells: Readonly<Record<string, (row: number) => string | number>>,
): string {
  const quoted = (text: string | number): string =>
    /[",\n]/.test(String(text)) ? `"${String(text).replaceAll('"', '""')}"` : String(text);
  const lines = [Object.keys(cells).map(quoted).join(',')];
  for (let row = 0; row < rows; row++) {
    lines.push(
      Object.values(cells)
        .map((cell) => quoted(cell(row)))
        .join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** A table with one thing wrong per column, whose name says what. 1,000 rows of which the last 5 repeat the first 5. */
export function dirtyTable(seed = 1): string {
  const random = createRandomGenerator(seed);
  const rows = 995;
  const draws = Array.from({ length: rows }, () => ({
    u: random.uniform(),
    v: random.uniform(),
    z: random.normal(),
    k: random.integer(1000),
  }));
  const at = (row: number): (typeof draws)[number] => draws[row % rows]!;
  return csvTable(1000, {
    id: (row) => 5001 + 7 * (row % rows),
    'the "x"': (row) => at(row).z.toFixed(4),
    copy: (row) => at(row).z.toFixed(4),
    empty: () => '',
    constant: () => 'a',
    nearConstant: (row) => (row % rows === 500 ? 7 : 3),
    third: (row) => (at(row).u < 0.3 ? '' : at(row).v.toFixed(4)),
    half: (row) => (at(row).u < 0.3 ? '' : (at(row).v * 7).toFixed(3)),
    few: (row) => (row % rows === 17 ? '' : (at(row).u * 9).toFixed(3)),
    code: (row) => (at(row).k % 9 === 0 ? 999 : at(row).k % 40),
    minus: (row) => (at(row).k % 11 === 0 ? -1 : (at(row).k % 70) + 1),
    unknown: (row) => (at(row).k % 8 === 0 ? 'unknown' : 'abc'[at(row).k % 3]!),
    day: (row) =>
      at(row).k % 10 === 0 ? '1900-01-01' : `2023-0${1 + (at(row).k % 9)}-1${at(row).k % 7}`,
    infinite: (row) => (row % rows === 3 ? 'inf' : (at(row).z * 2).toFixed(4)),
    skewed: (row) => Math.exp(at(row).z * 1.5).toFixed(4),
    zeros: (row) => (at(row).u < 0.7 ? 0 : 1 + (at(row).k % 60)),
    many: (row) => `c${at(row).k % 90}`,
    uneven: (row) => (at(row).k < 950 ? 'usual' : `rare${at(row).k % 3}`),
    rare: (row) => (row % rows < 2 ? 'x' : 'pqrs'[at(row).k % 4]!),
    gender: (row) => 'MF'[at(row).k % 2]!,
    sex: (row) => ['male', 'female'][at(row).k % 2]!,
    line: (row) => (at(row).v * 3 + 1).toFixed(4),
    price: (row) => (1000 + at(row).k * 31).toLocaleString('en-US'),
    weight: (row) => `${at(row).k % 97} kg`,
    mixed: (row) => (at(row).k % 20 === 0 ? 'about ten' : 1 + (at(row).k % 77)),
    mixedDates: (row) =>
      at(row).k % 2 === 0 ? `2024-03-${10 + (at(row).k % 20)}` : `${10 + (at(row).k % 20)}.04.2024`,
    digitDate: (row) => 20240100 + 1 + (at(row).k % 28),
    zipCode: (row) => `KR-${10_000 + at(row).k}`,
    city: (row) => ['Seoul', 'seoul', 'SEOUL ', 'Busan', 'Daegu'][at(row).k % 5]!,
  });
}

/** Numbers, categories, dates and texts without anything wrong. */
export function cleanTable(seed: number, rows = 2000): string {
  const random = createRandomGenerator(seed);
  const words = 'red green blue fast slow old new big small warm cold dry wet open'.split(' ');
  const pick = <T>(list: readonly T[]): T => list[random.integer(list.length)]!;
  return csvTable(rows, {
    height: () => (170 + 10 * random.normal()).toFixed(1),
    score: () => random.uniform().toFixed(4),
    visits: () => random.integer(30) + random.integer(30),
    year: () => 2001 + random.integer(20),
    region: () => pick(['north', 'south', 'east', 'west']),
    plan: () => pick(['basic', 'basic', 'plus', 'pro']),
    grade: () => 1 + random.integer(5),
    member: () => pick(['yes', 'no']),
    joined: () =>
      `20${10 + random.integer(12)}-${String(1 + random.integer(12)).padStart(2, '0')}-${String(1 + random.integer(28)).padStart(2, '0')}`,
    note: () => Array.from({ length: 6 + random.integer(6) }, () => pick(words)).join(' '),
    model: () => `${pick(['X', 'Y'])}${1 + random.integer(9)}`,
    label: () => pick(['a', 'b', 'c']),
  });
}
