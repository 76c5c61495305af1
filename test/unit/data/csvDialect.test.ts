import { expect, test } from 'vitest';
import { sniffDialect, type CsvDialect } from '../../../src/engine/data/csvDialect';
import { uniqueColumnNames } from '../../../src/engine/data/csvHeader';
import { parseCsvRecords } from '../../../src/engine/data/csvRecords';

const rfc = { delimiter: ',', quote: '"', escape: '"' };

const samples: readonly (readonly [string, string, Partial<CsvDialect>])[] = [
  ['commas', 'a,b\n1,2\n3,4\n', { delimiter: ',', width: 2, header: true }],
  ['semicolons around texts with commas', 'a;b\n1;x, y, z\n2;x\n', { delimiter: ';', width: 2 }],
  [
    'decimal commas',
    'a;b;c\n1,5;2,5;3,5\n1,25;2,5;3,75\n',
    { delimiter: ';', width: 3, decimal: ',' },
  ],
  [
    'decimal commas without a header',
    '1,5;2,5;3,5\n4,5;5,5;6,5\n7,5;8,5;9,5\n',
    { delimiter: ';', width: 3, header: false },
  ],
  ['tabs', 'a\tb\n1,5\tx\n2,5\ty\n', { delimiter: '\t', width: 2 }],
  ['bars', 'a|b|c\n1|2|3\n', { delimiter: '|', width: 3 }],
  ['a quoted delimiter', 'a,b\n"x,1",2\n"y,2",3\n', { delimiter: ',', quote: '"', width: 2 }],
  ['single quotes', "a,b\n'x,1',2\n'y,2',3\n", { quote: "'", width: 2 }],
  ['backslashes before quotes', 'a,b\n"say \\"x, y\\"",2\n"z",3\n', { escape: '\\', width: 2 }],
  ['apostrophes in words', "a,b\nit's,2\ndon't,3\n", { quote: '"', width: 2 }],
  ['one column', 'name\nx\ny\n', { width: 1, header: true }],
  [
    'a list of sentences',
    'text\nOne, two, three.\nNone\nFour, five.\nSix; seven\n',
    { delimiter: '\u001f', width: 1 },
  ],
  ['no header', '1,x\n2,y\n', { header: false, headerCells: ['', ''] }],
  ['text alone has a header', 'x,y\na,b\nc,d\n', { header: true }],
  [
    'a title and a blank line above',
    'Sales\n\na,b,c\n1,2,3\n4,5,6\n',
    { skippedLines: 2, width: 3, header: true },
  ],
  ['a title above', 'Sales\na,b,c\n1,2,3\n4,5,6\n', { skippedLines: 1, width: 3, header: true }],
  [
    'a delimiter at the end of each row',
    'a,b\n1,2,\n3,4,\n',
    { width: 3, headerCells: ['a', 'b', ''] },
  ],
];

test.each(samples)('sniffs %s', (_, sample, expected) => {
  expect(sniffDialect(sample, true)).toMatchObject(expected);
});

test('hints win', () => {
  expect(sniffDialect('a,b;c\n1,2;3\n', true, { delimiter: ';', header: false })).toMatchObject({
    delimiter: ';',
    width: 2,
    header: false,
  });
  expect(sniffDialect('name\nx\n', true, { preferred: '\t' }).delimiter).toBe('\t');
});

test('records may hold delimiters, doubled quotes and line ends', () => {
  const { records } = parseCsvRecords('a,"b\r\nc",""\r\n"say ""x""",,\n\nlast', rfc);
  expect(records).toEqual([['a', 'b\r\nc', ''], ['say "x"', '', ''], ['last']]);
});

test('an unfinished record is left out, an open quote is noticed', () => {
  expect(parseCsvRecords('a,b\n1,2\n3', rfc, false).records).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
  expect(parseCsvRecords('a,"b\n1,2\n', rfc)).toMatchObject({ openQuote: true });
  expect(parseCsvRecords('a,"b"c\n', rfc)).toMatchObject({ strayQuotes: 1 });
});

test('names are unique even where a suffix is taken', () => {
  expect(uniqueColumnNames(['x', 'x', 'x_1', 'x', '', ' ', 'X']).names).toEqual([
    'x',
    'x_2',
    'x_1',
    'x_3',
    'column_5',
    'column_6',
    'X',
  ]);
  expect(uniqueColumnNames(['column_2', '']).names).toEqual(['column_2', 'column_2_1']);
});
