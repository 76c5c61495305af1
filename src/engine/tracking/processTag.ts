/** Name of the tag that says which process trains a run, so that a run left behind by a crash can be told from a live one. */
export const processTag = 'cuvette.process';
