const pythonNames: Readonly<Record<string, string>> = {
  'utf-16le': 'utf-16',
  'utf-16be': 'utf-16',
  'euc-kr': 'cp949',
  shift_jis: 'cp932',
  gbk: 'gb18030',
};

/** Python's codec for a WHATWG label, which often stands for a superset of what its name says. */
export function pythonEncoding(label: string): string {
  const page = /^windows-(\d+)$/.exec(label);
  return page === null ? (pythonNames[label] ?? label) : `cp${page[1]!}`;
}

/** pandas' own texts for "missing" (`read_csv`, 2.0 and later), without the empty one. */
export const pandasMissingTexts: readonly string[] = [
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
];
