import { undefinedScore, type Score } from './score';

/** Metrics of decided classes, all from one confusion matrix. */
export interface DecisionScores {
  readonly accuracy: Score;
  readonly balancedAccuracy: Score;
  readonly precision: Score;
  readonly recall: Score;
  readonly f1: Score;
}

/**
 * Accuracy, balanced accuracy, precision, recall and F1 from counts of actual against predicted classes.
 *
 * Two classes: precision, recall and F1 of the second class. More classes: unweighted mean over the classes in which the
 * measure exists. Precision does not exist for a class that is never predicted, recall for one without rows, F1 = 2TP / (2TP
 * + FP + FN) for one with neither. Balanced accuracy is the mean recall over the classes that have rows.
 *
 * Agrees with scikit-learn's `accuracy_score`, `balanced_accuracy_score` and `precision_recall_fscore_support` with
 * `zero_division=nan`, rtol 1e-12; scikit-learn's default puts 0 where we say that there is no value.
 *
 * @param counts as of `confusionCounts`, shape (classCount, classCount), actual classes in rows
 */
export function decisionScores(counts: Float64Array, classCount: number): DecisionScores {
  const perClass = Array.from({ length: classCount }, (_, c) => classScores(counts, classCount, c));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const correct = perClass.reduce((sum, { hits }) => sum + hits, 0);
  const summarise = (name: 'precision' | 'recall' | 'f1'): Score =>
    classCount === 2 ? perClass[1]![name] : meanOfDefined(perClass.map((scores) => scores[name]));
  return {
    accuracy: total === 0 ? undefinedScore('There are no rows.') : { value: correct / total },
    balancedAccuracy: meanOfDefined(perClass.map(({ recall }) => recall)),
    precision: summarise('precision'),
    recall: summarise('recall'),
    f1: summarise('f1'),
  };
}

function classScores(
  counts: Float64Array,
  classCount: number,
  c: number,
): { hits: number; precision: Score; recall: Score; f1: Score } {
  const hits = counts[c * classCount + c]!;
  let actual = 0;
  let called = 0;
  for (let other = 0; other < classCount; other++) {
    actual += counts[c * classCount + other]!;
    called += counts[other * classCount + c]!;
  }
  return {
    hits,
    precision: ratio(hits, called, 'No row was predicted to be of this class.'),
    recall: ratio(hits, actual, 'No row is of this class.'),
    f1: ratio(2 * hits, actual + called, 'No row is of this class, and none was predicted to be.'),
  };
}

function ratio(part: number, whole: number, reason: string): Score {
  return whole === 0 ? undefinedScore(reason) : { value: part / whole };
}

function meanOfDefined(scores: readonly Score[]): Score {
  const values = scores.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return scores[0] ?? undefinedScore('There are no classes.');
  return { value: values.reduce((sum, value) => sum + value, 0) / values.length };
}
