import { z } from 'zod';

import { CuvetteError, parameterError, throwIfCancelled } from '../../protocol';
import type { FitContext } from '../base/fitContext';
import type { ClassTarget, Frame } from '../base/frame';
import type { Json } from '../base/json';
import { categoricalColumn, numericColumn } from './columnAccess';
import { redundantColumns, type LinkedColumn } from './redundantColumns';
import { readStoredStep } from './storedStep';
import { compareLinks, linkWithTarget } from './targetLink';
import type { FittedFrameTransformer, Transformer } from './transformer';

const name = 'featureSelector';

const storedForm = z.object({
  step: z.literal(name),
  kept: z.array(z.object({ column: z.string(), kind: z.enum(['numeric', 'categorical']) })),
  dropped: z.array(z.object({ column: z.string(), reason: z.string() })),
  note: z.nullable(z.string()),
});

type Learned = Omit<z.infer<typeof storedForm>, 'step'>;

/** Options of {@link createFeatureSelector}. */
export interface FeatureSelectorOptions {
  /** Significance level of the tests against the target, in (0, 1]; default 0.05. Not corrected for multiple tests. */
  readonly alpha?: number;
  /** Largest |r| that two kept numeric columns may have, in (0, 1]; default 0.9. */
  readonly maxCorrelation?: number;
  /** Largest variance inflation that a kept numeric column may have, ≥ 1; default 10. */
  readonly maxVif?: number;
}

/** A column that was not selected. */
export interface DroppedColumn {
  readonly column: string;
  /** Why, in one sentence with the numbers. */
  readonly reason: string;
}

/** A fitted {@link createFeatureSelector}. */
export interface FittedFeatureSelector extends FittedFrameTransformer {
  /** Names of the kept columns, in the order of the training frame. */
  readonly kept: readonly string[];
  /** The others, in the order in which they went. */
  readonly dropped: readonly DroppedColumn[];
  /** Set when no column passed and the best one was kept all the same. */
  readonly note: string | null;
}

/** A {@link Transformer} that keeps some columns of a table. */
export interface FeatureSelector extends Transformer<Frame> {
  fit(frame: Frame, target: ClassTarget, context: FitContext): FittedFeatureSelector;
}

/**
 * Keeps the columns that are linked with the target and not redundant. Three steps, on the training rows alone:
 *
 * 1. Categorical columns by χ², numeric ones by Kruskal–Wallis: those with p ≤ alpha stay. Rows in which the column is missing
 *    do not take part. A column that cannot be tested (one level, all values equal) goes.
 * 2. Pairs of numeric columns with |r| > maxCorrelation, from the largest |r| down: the column with the weaker link goes (larger
 *    p; if equal the smaller effect; if equal the later column).
 * 3. As long as a variance inflation exceeds maxVif, the numeric column with the largest goes (if equal, the weaker link).
 *
 * Correlations and variance inflation are those of the columns as a model sees them: missing values replaced by the median.
 * When no column passes step 1 the one with the strongest link is kept and `note` says so.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when an option is outside its range. `fit` throws NO_FEATURES when the frame has no
 *   column.
 *
 * @example
 * const size = { kind: 'numeric', name: 'size', values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
 * const noise = { kind: 'numeric', name: 'noise', values: Float64Array.of(1, 5, 2, 6, 5, 1, 6, 2) };
 * const target = { codes: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1), classes: ['no', 'yes'] };
 * const context = { random: createRandomGenerator(1) };
 * createFeatureSelector().fit({ rows: 8, columns: [noise, size] }, target, context).kept; // [size]
 */
export function createFeatureSelector(options: FeatureSelectorOptions = {}): FeatureSelector {
  const { alpha = 0.05, maxCorrelation = 0.9, maxVif = 10 } = options;
  if (!(alpha > 0 && alpha <= 1)) throw parameterError('alpha', name, 'in (0, 1]', alpha);
  if (!(maxCorrelation > 0 && maxCorrelation <= 1)) {
    throw parameterError('maxCorrelation', name, 'in (0, 1]', maxCorrelation);
  }
  if (!(maxVif >= 1)) throw parameterError('maxVif', name, 'a number ≥ 1', maxVif);

  return {
    name,
    fit: (frame, target, context) =>
      fromLearned(select(frame, target, context, { alpha, maxCorrelation, maxVif })),
  };
}

/**
 * The fitted selector that wrote `json`.
 *
 * @throws {CuvetteError} DATA_UNREADABLE when `json` is not a stored feature selector.
 */
export function featureSelectorFromJson(json: Json): FittedFeatureSelector {
  return fromLearned(readStoredStep(name, storedForm, json));
}

function fromLearned({ kept, dropped, note }: Learned): FittedFeatureSelector {
  const names = kept.map(({ column }) => column);
  return {
    name,
    kept: names,
    columnNames: names,
    dropped,
    note,
    transform(frame) {
      const columns = kept.map(({ column, kind }) =>
        kind === 'numeric'
          ? numericColumn(frame, column, name)
          : categoricalColumn(frame, column, name),
      );
      return { rows: frame.rows, columns };
    },
    toJson: () => ({ step: name, kept, dropped, note }),
  };
}

function select(
  frame: Frame,
  target: ClassTarget,
  { signal }: FitContext,
  limits: Required<FeatureSelectorOptions>,
): Learned {
  const tested = frame.columns.map((column, position): LinkedColumn => {
    throwIfCancelled(signal);
    return {
      name: column.name,
      kind: column.kind,
      position,
      link: linkWithTarget(column, target),
    };
  });
  const linked = tested.filter(({ link }) => (link.pValue ?? 2) <= limits.alpha);
  if (linked.length === 0) return bestAlone(tested, limits.alpha);

  const unlinked = tested.filter((candidate) => !linked.includes(candidate));
  const numeric = linked.filter(({ kind }) => kind === 'numeric');
  const redundant = redundantColumns(frame, numeric, limits);
  const gone = new Set(redundant.map(({ column }) => column));
  return {
    kept: linked.filter(({ name }) => !gone.has(name)).map(stored),
    dropped: [...unlinked.map((candidate) => unlinkedForm(candidate, limits.alpha)), ...redundant],
    note: null,
  };
}

function bestAlone(tested: readonly LinkedColumn[], alpha: number): Learned {
  const [best] = tested.toSorted((a, b) => compareLinks(a.link, b.link) || a.position - b.position);
  if (best === undefined) {
    throw new CuvetteError('NO_FEATURES', 'There is no column to select from.', {
      hint: 'Every column was dropped, or is the target, an identifier, free text or constant.',
    });
  }
  const others = tested.filter((candidate) => candidate !== best);
  return {
    kept: [stored(best)],
    dropped: others.map((candidate) => unlinkedForm(candidate, alpha)),
    note: `No column passed; "${best.name}" was kept as the best. ${unlinkedReason(best, alpha)}`,
  };
}

function stored({ name: column, kind }: LinkedColumn): Learned['kept'][number] {
  return { column, kind };
}

function unlinkedForm(candidate: LinkedColumn, alpha: number): DroppedColumn {
  return { column: candidate.name, reason: unlinkedReason(candidate, alpha) };
}

function unlinkedReason({ link }: LinkedColumn, alpha: number): string {
  if (link.pValue === null) {
    return `Not testable against the target (${link.test}): ${link.reason ?? 'no result.'}`;
  }
  return `No link with the target shown (${link.test} p = ${link.pValue.toPrecision(3)} > ${alpha}).`;
}
