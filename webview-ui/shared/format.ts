import {
  formatMetric as formatScore,
  formatPValue as formatPStatement,
  formatRate as formatShare,
} from '../../src/format/numbers';

export { formatBytes, formatCount, formatSeconds } from '../../src/format/numbers';
export { formatPStatement, formatScore, formatShare };

let language = 'en';

/** Sets the locale of dates and of long numbers for every later call. */
export function useLanguage(tag: string): void {
  language = tag;
}

/** Shown where a value does not exist; the reason goes into the title. */
export const absent = '–';

/**
 * Three significant digits, trailing zeros kept so that columns line up, with an exponent where it reads better: `36.9`,
 * `1.10`, `6,503`, `1.2e−7`. Whole numbers have no decimals.
 */
export function formatQuantity(value: number | null | undefined): string {
  if (value === null || value === undefined) return absent;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e9 || size < 1e-4) return formatExponent(value);
  const digits = Number.isInteger(value) ? 0 : Math.max(0, 2 - Math.floor(Math.log10(size)));
  return value
    .toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .replace('-', '−');
}

/** A difference of scores with its sign always shown: `+.012`, `−.024`. */
export function formatDifference(value: number | null | undefined): string {
  if (value === null || value === undefined) return absent;
  const digits = formatScore(Math.abs(value));
  if (Number(Math.abs(value).toFixed(3)) === 0) return `±${digits}`;
  return `${value < 0 ? '−' : '+'}${digits}`;
}

/** A p-value for a column headed "p": `< .001`, `.023`. The exact value belongs into the title. */
export function formatPValue(p: number | null | undefined): string {
  return formatPStatement(p).replace(/^p (= )?/, '');
}

/** Every digit that a number has, for titles and copying. */
export function formatExact(value: number | null | undefined): string {
  return value === null || value === undefined ? absent : String(value);
}

/** Date and time in the person's zone. */
export function formatTime(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}

function formatExponent(value: number): string {
  return value
    .toExponential(2)
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e')
    .replaceAll('-', '−');
}
