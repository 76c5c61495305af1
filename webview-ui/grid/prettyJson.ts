/** JSON objects and lists with line breaks and indents; any other text as it is. */
export function prettyJson(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    // Numbers that would change are left as they are written.
    const digits = (json: string): string => json.replace(/\s/g, '');
    const pretty = JSON.stringify(value, null, 2);
    return digits(pretty) === digits(text) ? pretty : text;
  } catch {
    return text;
  }
}
