import { z } from 'zod';
import {
  CuvetteError,
  models,
  strategies,
  throwIfCancelled,
  type FoldSelection,
  type ModelName,
  type Strategy,
} from '../../protocol';
import type { FitContext } from '../base/fitContext';
import type { ClassTarget, Frame } from '../base/frame';
import type { Json } from '../base/json';
import {
  createFeatureSelector,
  featureSelectorFromJson,
  type FittedFeatureSelector,
} from '../features/featureSelector';
import {
  createTableEncoder,
  tableEncoderFromJson,
  type FittedTableEncoder,
} from '../features/tableEncoder';
import type { FittedClassifier } from '../models/classifier';
import { modelTable } from './modelTable';
import { strategyTable } from './strategyTable';

/** What is fitted: a strategy with a model. */
export interface PipelineSpec {
  readonly strategy: Strategy;
  readonly model: ModelName;
  /** Significance level of the selection. */
  readonly alpha: number;
  /** Threads of the resampling; never changes the result. */
  readonly threads?: number | undefined;
}

/** Everything between a table of raw columns and the probability of each class, learned from one set of training rows. */
export interface FittedPipeline {
  readonly strategy: Strategy;
  readonly model: ModelName;
  readonly classes: readonly string[];
  /** Columns that reach the model, and why the others do not. */
  readonly selection: Omit<FoldSelection, 'fold'>;
  /**
   * Probability of each class per row, row-major, shape (rows, classes). Needs the selected columns only; they are found by
   * name.
   */
  predictProba(frame: Frame): Float64Array;
  toJson(): Json;
}

const storedForm = z.object({
  kind: z.literal('pipeline'),
  version: z.literal(1),
  strategy: z.enum(strategies),
  model: z.enum(models),
  classes: z.array(z.string()).min(2),
  columns: z.array(z.string()),
  selector: z.json(),
  encoder: z.json(),
  classifier: z.json(),
});

interface Steps {
  readonly strategy: Strategy;
  readonly model: ModelName;
  readonly classes: readonly string[];
  /** Names of the columns that the pipeline was offered. */
  readonly columns: readonly string[];
  readonly selector: FittedFeatureSelector | null;
  readonly encoder: FittedTableEncoder;
  readonly classifier: FittedClassifier;
}

/**
 * Fits every step of a strategy to the given rows and to nothing else: selection, imputing, scaling, encoding, resampling or
 * weighting, model. Resampling and weights change what the model learns from, not what it predicts on.
 *
 * @param spec strategy and model
 * @param frame training rows
 * @param target classes of the same rows
 * @param context randomness; each step draws from its own stream of it
 * @throws {CuvetteError} NO_FEATURES, PARAMETER_INVALID, CANCELLED
 */
export function fitPipeline(
  spec: PipelineSpec,
  frame: Frame,
  target: ClassTarget,
  context: FitContext,
): FittedPipeline {
  const { strategy, model, alpha, threads } = spec;
  const { selects, createResampler, weigh } = strategyTable[strategy];
  const { classes } = target;
  const contextOf = (step: string): FitContext => {
    throwIfCancelled(context.signal);
    return { ...context, random: context.random.spawn(step) };
  };

  const selector = selects
    ? createFeatureSelector({ alpha }).fit(frame, target, contextOf('selection'))
    : null;
  const selected = selector === null ? frame : selector.transform(frame);
  const encoder = createTableEncoder().fit(selected);
  const encoded = { matrix: encoder.transform(selected), codes: target.codes };
  const { matrix, codes } =
    createResampler === null
      ? encoded
      : createResampler(threads).resample(encoded, classes.length, contextOf('resampling'));
  const weights = weigh === null ? {} : { weights: weigh(codes, classes.length) };
  const classifier = modelTable[model]
    .create()
    .fit({ matrix, codes, classCount: classes.length, ...weights }, contextOf('model'));

  const columns = frame.columns.map(({ name }) => name);
  return fromSteps({ strategy, model, classes, columns, selector, encoder, classifier });
}

/**
 * The fitted pipeline stored by `toJson`: predicts the same bytes.
 *
 * @throws {CuvetteError} DATA_UNREADABLE when the JSON is not a stored pipeline of a known version.
 */
export function pipelineFromJson(json: Json): FittedPipeline {
  const parsed = storedForm.safeParse(json);
  if (!parsed.success) {
    throw new CuvetteError(
      'DATA_UNREADABLE',
      `This is not a trained pipeline that Cuvette can read: ${z.prettifyError(parsed.error)}.`,
      { hint: 'Train again, or open the model with the version of Cuvette that wrote it.' },
    );
  }
  const { strategy, model, classes, columns, selector, encoder, classifier } = parsed.data;
  return fromSteps({
    strategy,
    model,
    classes,
    columns,
    selector: selector === null ? null : featureSelectorFromJson(selector),
    encoder: tableEncoderFromJson(encoder),
    classifier: modelTable[model].fromJson(classifier),
  });
}

function fromSteps(steps: Steps): FittedPipeline {
  const { strategy, model, classes, columns, selector, encoder, classifier } = steps;
  return {
    strategy,
    model,
    classes,
    selection: {
      kept: selector?.kept ?? columns,
      dropped: selector?.dropped ?? [],
      ...(selector?.note ? { note: selector.note } : {}),
    },
    predictProba: (frame) =>
      classifier.predictProba(
        encoder.transform(selector === null ? frame : selector.transform(frame)),
      ),
    toJson: () => ({
      kind: 'pipeline',
      version: 1,
      strategy,
      model,
      classes,
      columns,
      selector: selector?.toJson() ?? null,
      encoder: encoder.toJson(),
      classifier: classifier.toJson(),
    }),
  };
}
