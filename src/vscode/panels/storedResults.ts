import * as z from 'zod/mini';
import { type TrainedResult, type TrainResult } from '../../protocol';

const summary = z.looseObject({
  mean: z.nullable(z.number()),
  folds: z.array(z.nullable(z.number())),
});

const trainedResult = z.looseObject({
  strategy: z.string(),
  model: z.string(),
  runId: z.string(),
  metrics: z.looseObject({
    rocAuc: summary,
    averagePrecision: summary,
    f1: summary,
    precision: summary,
    recall: summary,
    accuracy: summary,
    balancedAccuracy: summary,
    brier: summary,
    logLoss: summary,
  }),
  confusionMatrix: z.looseObject({
    classes: z.array(z.string()),
    counts: z.array(z.array(z.number())),
  }),
  selected: z.array(z.looseObject({ kept: z.array(z.string()), dropped: z.array(z.unknown()) })),
});

const trainResult = z.looseObject({
  parentRunId: z.string(),
  target: z.string(),
  folds: z.looseObject({ k: z.number(), repeats: z.number(), seed: z.number() }),
  dataset: z.looseObject({ path: z.string(), holdoutRows: z.number() }),
  unusedColumns: z.array(z.unknown()),
  results: z.array(trainedResult),
  comparison: z.array(z.unknown()),
  best: z.looseObject({ runId: z.string(), why: z.string() }),
});

/**
 * The comparison that an artifact of a run holds. Files of a store may come from anywhere, so the parts that the panel draws are
 * checked.
 *
 * @returns `undefined` when it is not a comparison of ours
 */
export function toTrainResult(text: string): TrainResult | undefined {
  return parse(text, trainResult) as TrainResult | undefined;
}

/** The strategy's result that an artifact of a run holds; `undefined` when it is none. */
export function toTrainedResult(text: string): TrainedResult | undefined {
  return parse(text, trainedResult) as TrainedResult | undefined;
}

function parse(text: string, schema: z.ZodMiniType): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return schema.safeParse(value).success ? value : undefined;
}
