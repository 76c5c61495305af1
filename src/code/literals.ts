/** A text as a SQL literal. NUL characters, which DuckDB's parser cannot take, are written with chr(0). */
export function sqlText(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts[0]! : `(${parts.join(' || chr(0) || ')})`;
}

/** A path as the argument of DuckDB's readers, which take wildcards: `*`, `?` and `[` in a name stand for themselves. */
export function sqlPath(file: string): string {
  return sqlText(file.replace(/[*?[]/g, '[$&]'));
}

/** A name as a quoted SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A finite number as a SQL literal of type DOUBLE when it has a fraction. */
export function sqlNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : value.toExponential();
}

/** A text as a Python literal. */
export function pythonText(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** Texts as a Python list, on one line where it is short. */
export function pythonList(texts: readonly string[], indent = ''): string {
  const line = `[${texts.map(pythonText).join(', ')}]`;
  if (line.length <= 88) return line;
  return `[\n${wrapped(texts.map(pythonText), `${indent}    `)}\n${indent}]`;
}

/** A number as a Python literal. */
export function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  return Number.isFinite(value) ? String(value) : `float("${value < 0 ? '-' : ''}inf")`;
}

/** A number as a Python literal of type float. */
export function pythonFloat(value: number): string {
  const text = pythonNumber(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** A comment in one line, whatever the text holds. */
export function comment(mark: '--' | '#', text: string): string {
  return `${mark} ${text.replace(/\s+/g, ' ').trim()}`;
}

/** Items with commas between them, as many on a line as fit into 88 characters. */
export function wrapped(items: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const item of items) {
    if (line !== '' && indent.length + line.length + item.length + 3 > 88) {
      lines.push(`${indent}${line},`);
      line = item;
    } else {
      line = line === '' ? item : `${line}, ${item}`;
    }
  }
  if (line !== '') lines.push(indent + line);
  return lines.join('\n');
}

/** The call of a function with its arguments, one on a line where they do not fit on one. */
export function call(name: string, args: readonly string[], indent = ''): string {
  const line = `${name}(${args.join(', ')})`;
  if (indent.length + line.length <= 96 && !line.includes('\n')) return line;
  return `${name}(\n${args.map((arg) => `${indent}    ${arg},`).join('\n')}\n${indent})`;
}
