/** How numbers are shown to people, the same in the command line, the panels and the report. */

const groups = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A count with thousands separators: `1,470`. */
export function formatCount(count: number): string {
  return groups.format(count);
}

/** A measured value to `digits` significant digits; large and tiny ones in a form that stays short. `–` for none. */
export function formatValue(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined) return '–';
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return groups.format(value);
  const size = Math.abs(value);
  if (size >= 1e9 || (size > 0 && size < 1e-4)) return value.toExponential(digits - 1);
  if (size >= 10 ** (digits - 1)) return groups.format(value);
  return Number(value.toPrecision(digits)).toString();
}

/** A metric in [0, 1] to three digits, without the leading zero: `.841`. `–` for none. */
export function formatMetric(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return value.toFixed(3).replace(/^(-?)0\./, '$1.');
}

/** A share in per cent: `16.1 %`; never a rounded 0 or 100 for what is neither. */
export function formatRate(rate: number | null | undefined): string {
  if (rate === null || rate === undefined) return '–';
  if (rate > 0 && rate < 0.001) return '< 0.1 %';
  if (rate < 1 && rate > 0.999) return '> 99.9 %';
  return `${(rate * 100).toFixed(1).replace(/\.0$/, '')} %`;
}

/** A p-value for reading: `p < .001`, else two significant digits: `p = .017`. */
export function formatPValue(pValue: number | null | undefined): string {
  if (pValue === null || pValue === undefined) return '–';
  if (pValue < 0.001) return 'p < .001';
  if (pValue > 0.99) return 'p > .99';
  return `p = ${Number(pValue.toPrecision(2)).toString().replace(/^0/, '')}`;
}

/** A size in bytes: `228 KB`, `1.4 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size >= 100 || unit === 0 ? Math.round(size) : Number(size.toPrecision(2))} ${units[unit] ?? 'B'}`;
}

/** A duration: `0.4 s`, `12 s`, `3 min 20 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
