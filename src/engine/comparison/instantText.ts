/** A point in time as ISO 8601 in UTC: a date alone when `unit` is a day. Beyond the calendar's range a number of seconds. */
export function instantText(value: number, unit: 1 | 86_400): string {
  // Edges of whole days lie between two of them; the bin begins with the later one.
  const milliseconds = Math.round((unit > 1 ? Math.ceil(value) * unit : value) * 1000);
  if (Math.abs(milliseconds) > 8.64e15) return `${value * unit} s after 1970-01-01`;
  const text = new Date(milliseconds).toISOString();
  return unit > 1 ? text.slice(0, text.indexOf('T')) : text.replace(/(\.000)?Z$/, '');
}
