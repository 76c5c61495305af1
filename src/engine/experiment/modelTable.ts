import type { ModelName } from '../../protocol';
import type { Json } from '../base/json';
import type { Classifier, FittedClassifier } from '../models/classifier';
import { logisticRegressionFromJson } from '../models/fittedLogisticRegression';
import { createLogisticRegression } from '../models/logisticRegression';

/** How a model is made and read back. */
export interface ModelTraits {
  readonly create: () => Classifier;
  readonly fromJson: (json: Json) => FittedClassifier;
  /** Rank by flexibility: of results that cannot be told apart the one with the lower rank is preferred. */
  readonly complexity: number;
}

/** Every model that can be trained. */
export const modelTable: Readonly<Record<ModelName, ModelTraits>> = {
  logistic: {
    create: () => createLogisticRegression(),
    fromJson: logisticRegressionFromJson,
    complexity: 0,
  },
};
