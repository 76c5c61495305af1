const mostFound = 100;

/** The columns whose names begin with a text, then those that hold it; without regard to case. */
export function findColumns(names: readonly string[], text: string): readonly string[] {
  const wanted = text.trim().toLowerCase();
  const begins = names.filter((name) => name.toLowerCase().startsWith(wanted));
  const holds = names.filter((name) => name.toLowerCase().indexOf(wanted) > 0);
  return [...begins, ...holds].slice(0, mostFound);
}
