/** What is asked about a file to say which of two came first. */
export interface DatedFile {
  readonly name: string;
  readonly modifiedMs: number;
}

/**
 * Which of two data files is the reference of a comparison: the one whose name says so (train, reference, baseline, old, before),
 * else the older one, else the first by name.
 *
 * @returns the position of the reference, 0 or 1
 */
export function referenceOf(files: readonly [DatedFile, DatedFile]): 0 | 1 {
  const [first, second] = files.map(({ name }) => namesReference(name));
  if (first !== second) return first === true ? 0 : 1;
  if (files[0].modifiedMs !== files[1].modifiedMs) {
    return files[0].modifiedMs < files[1].modifiedMs ? 0 : 1;
  }
  return files[0].name <= files[1].name ? 0 : 1;
}

function namesReference(name: string): boolean {
  return /(^|[^a-z])(train(ing)?|ref(erence)?|base(line)?|old|before|previous|prev)([^a-z]|$)/i.test(
    name,
  );
}
