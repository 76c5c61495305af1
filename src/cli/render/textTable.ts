import Table from 'cli-table3';

export interface TextColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const borderless = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Aligned columns under their titles, without rules; wide characters count double. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): string {
  const table = new Table({
    head: columns.map((column) => column.title),
    colAligns: columns.map((column) => column.align ?? 'left'),
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return `${table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}

const graphemes = new Intl.Segmenter();

/** `text` on one line, cut to `width` characters, the cut shown. */
export function shorten(text: string, width: number): string {
  const characters = Array.from(
    graphemes.segment(text.replace(/\s+/g, ' ')),
    ({ segment }) => segment,
  );
  return characters.length <= width
    ? characters.join('')
    : `${characters.slice(0, width - 1).join('')}…`;
}

const blocks = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Counts as a row of block characters, scaled to the largest. */
export function sparkline(counts: readonly number[]): string {
  const largest = Math.max(...counts, 1);
  return counts.map((count) => blocks[Math.ceil((count / largest) * 8)] ?? ' ').join('');
}

/** A share in [0, 1] as a bar of at most `width` characters. */
export function bar(share: number, width: number): string {
  return '█'.repeat(Math.round(Math.min(Math.max(share, 0), 1) * width)).padEnd(width);
}
