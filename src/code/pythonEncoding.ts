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
