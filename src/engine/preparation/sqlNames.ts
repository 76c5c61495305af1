/** A name in double quotes, as SQL takes any name. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Column names as SQL can tell them apart: SQL ignores case, so of `Age` and `age` the second becomes `age_1`. An empty
 * name becomes `column`, and NUL characters, which SQL cannot write, become spaces.
 *
 * @returns one name for each given one, in their order
 */
export function sqlColumnNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  const given = new Set(names.map((name) => name.toLowerCase()));
  return names.map((original) => {
    const plain = original.replaceAll('\0', ' ');
    const base = plain === '' ? 'column' : plain;
    let name = base;
    for (let n = 1; taken.has(name.toLowerCase()); n++) {
      name = `${base}_${n}`;
      while (given.has(name.toLowerCase())) name = `${base}_${++n}`;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}
