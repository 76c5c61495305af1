/** Lines of fields as CSV by RFC 4180: CRLF, and quotes where a field needs them. */
export function toCsv(lines: readonly (readonly string[])[]): string {
  return lines.map((fields) => `${fields.map(quoted).join(',')}\r\n`).join('');
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
