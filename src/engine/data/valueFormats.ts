const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const commaNumber = /^[+-]?\d*,\d+$|^[+-]?\d+$/;
const specialNumber = /^[+-]?(?:inf|infinity|nan)$/i;
const leadingZero = /^[+-]?0\d+$/;

/**
 * True for a text that is a number in the sense of pandas and DuckDB: decimal or scientific notation, infinities, NaN,
 * white space around it. Digits with a leading zero (`01234`) are a code, not a number.
 */
export function isNumberText(text: string, decimal: '.' | ','): boolean {
  const trimmed = text.trim();
  if (leadingZero.test(trimmed)) return false;
  return (decimal === '.' ? number : commaNumber).test(trimmed) || specialNumber.test(trimmed);
}

/** A way to write dates or timestamps. */
export interface DateFormat {
  /** For `strptime`. */
  readonly format: string;
  /** For people, e.g. `day/month/year`. */
  readonly name: string;
  readonly pattern: RegExp;
  readonly storage: 'DATE' | 'TIMESTAMP';
}

const time = String.raw`\d{1,2}:\d{2}`;
const times: readonly (readonly [string, string, string])[] = [
  ['', '', ''],
  [' %H:%M', ' hour:minute', ` ${time}`],
  [' %H:%M:%S', ' hour:minute:second', ` ${time}:\\d{2}`],
  [' %H:%M:%S.%f', ' hour:minute:second.fraction', ` ${time}:\\d{2}\\.\\d{1,6}`],
  [' %I:%M %p', ' hour:minute AM/PM', ` ${time} ?[AaPp][Mm]`],
  [' %I:%M:%S %p', ' hour:minute:second AM/PM', ` ${time}:\\d{2} ?[AaPp][Mm]`],
];

const two = String.raw`\d{1,2}`;
const month = '[A-Za-z]{3,9}';
const days: readonly (readonly [string, string, string])[] = [
  ['%Y-%m-%d', 'year-month-day', `\\d{4}-${two}-${two}`],
  ['%Y/%m/%d', 'year/month/day', `\\d{4}/${two}/${two}`],
  ['%Y.%m.%d', 'year.month.day', `\\d{4}\\.${two}\\.${two}`],
  ['%m/%d/%Y', 'month/day/year', `${two}/${two}/\\d{4}`],
  ['%d/%m/%Y', 'day/month/year', `${two}/${two}/\\d{4}`],
  ['%m/%d/%y', 'month/day/year', `${two}/${two}/\\d{2}`],
  ['%d/%m/%y', 'day/month/year', `${two}/${two}/\\d{2}`],
  ['%m-%d-%Y', 'month-day-year', `${two}-${two}-\\d{4}`],
  ['%d-%m-%Y', 'day-month-year', `${two}-${two}-\\d{4}`],
  ['%d.%m.%Y', 'day.month.year', `${two}\\.${two}\\.\\d{4}`],
  ['%d.%m.%y', 'day.month.year', `${two}\\.${two}\\.\\d{2}`],
  ['%d %b %Y', 'day month year', `${two} [A-Za-z]{3} \\d{4}`],
  ['%d-%b-%Y', 'day-month-year', `${two}-[A-Za-z]{3}-\\d{4}`],
  ['%d-%b-%y', 'day-month-year', `${two}-[A-Za-z]{3}-\\d{2}`],
  ['%b %d, %Y', 'month day, year', `[A-Za-z]{3} ${two}, \\d{4}`],
  ['%B %d, %Y', 'month day, year', `${month} ${two}, \\d{4}`],
  ['%b %d %Y', 'month day year', `[A-Za-z]{3} ${two} \\d{4}`],
  ['%B %d %Y', 'month day year', `${month} ${two} \\d{4}`],
  ['%d %B %Y', 'day month year', `${two} ${month} \\d{4}`],
  ['%Y%m%d', 'year, month and day without separators', '(?:19|20)\\d{6}'],
];

/**
 * Formats of dates and timestamps that are recognised, most likely first; where day and month cannot be told apart,
 * month first wins, as in pandas. ISO timestamps come with `T`, fractions, `Z` and offsets.
 */
export const dateFormats: readonly DateFormat[] = [
  ...days.flatMap(([dayFormat, dayName, dayPattern]) =>
    times.map(([timeFormat, timeName, timePattern]): DateFormat => ({
      format: dayFormat + timeFormat,
      name: dayName + timeName,
      pattern: new RegExp(`^${dayPattern}${timePattern}$`),
      storage: timeFormat === '' ? 'DATE' : 'TIMESTAMP',
    })),
  ),
  {
    format: isoTimestamp(),
    name: 'an ISO 8601 timestamp',
    pattern: /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?\s?(Z|[+-]\d{2}(:?\d{2})?)?$/,
    storage: 'TIMESTAMP',
  },
];

/** Stands for the cast to TIMESTAMP WITH TIME ZONE, which knows every ISO 8601 form. */
export function isoTimestamp(): string {
  return 'ISO 8601';
}

/** The formats that every one of the texts has, most likely first. */
export function matchingDateFormats(texts: readonly string[]): DateFormat[] {
  if (texts.length === 0) return [];
  return dateFormats.filter(({ pattern }) => texts.every((text) => pattern.test(text.trim())));
}
