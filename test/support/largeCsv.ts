import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createRandomGenerator } from '../../src/engine/base/randomGenerator';

/** Writes a CSV of ten numbers, an integer, two categories and a 0/1 target; the same bytes for the same arguments. */
export async function writeLargeCsv(file: string, rows: number, seed = 1): Promise<void> {
  const random = createRandomGenerator(seed);
  const stream = createWriteStream(file);
  stream.write('x0,x1,x2,x3,x4,x5,x6,x7,x8,x9,count,region,grade,target\n');
  for (let start = 0; start < rows; start += 10_000) {
    let text = '';
    for (let row = start; row < Math.min(start + 10_000, rows); row++) {
      for (let i = 0; i < 10; i++) text += `${random.normal().toFixed(6)},`;
      text += `${random.integer(10_000)},region ${random.integer(20)},${'ABCDE'[random.integer(5)] ?? ''},${random.integer(2)}\n`;
    }
    if (!stream.write(text)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}
