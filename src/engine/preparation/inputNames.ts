import path from 'node:path';

/** Under which names a script finds one of its inputs. */
export interface InputNames {
  /** The file's stem as an identifier: `hr_attrition` for `hr-attrition.csv.gz`; numbered where it repeats. */
  readonly name: string;
  /** Its place: `input`, `input2`, `input3`, …; absent where a file has that very name. */
  readonly alias?: string;
}

/**
 * The names of the inputs of a script, in the order of the inputs. Names are letters (of any script), digits and
 * underscores, do not begin with a digit, and differ in more than case: they need no quotes in SQL (but for SQL's own
 * words, such as `order`) and are plain property names in JavaScript.
 */
export function inputNames(files: readonly string[]): readonly InputNames[] {
  const taken = new Set<string>();
  const names = files.map((file) => {
    const stem = identifier(file);
    let name = stem;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}_${n}`;
    taken.add(name.toLowerCase());
    return name;
  });
  return names.map((name, j) => {
    const alias = j === 0 ? 'input' : `input${j + 1}`;
    return taken.has(alias) ? { name } : { name, alias };
  });
}

const dataExtensions = /(\.[A-Za-z]+)?\.(gz|gzip|zst|zstd)$|\.[A-Za-z]+$/i;

function identifier(file: string): string {
  const stem = path.basename(file).replace(dataExtensions, '').normalize('NFC');
  const plain = stem.replace(/[^\p{L}\p{N}\p{M}_]+/gu, '_').replace(/^_+|_+$/g, '');
  if (plain === '') return 'data';
  return /^\p{N}/u.test(plain) ? `_${plain}` : plain;
}
