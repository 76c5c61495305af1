import { statSync } from 'node:fs';
import { protocolVersion, type Service } from '../../protocol';
import { cacheFolder } from './cacheFolder';
import { createComparisonHandler } from './comparisonHandler';
import { createDatasetCache } from './datasetCache';
import { createDatasetHandlers } from './datasetHandlers';
import { createDoctorHandler } from './doctor';
import { createPairHandler } from './pairHandler';
import { createPreparationHandlers } from './preparationHandlers';
import { createReportHandler } from './reportHandler';
import { createResultCache } from './resultCache';
import { createRowHandlers } from './rowHandlers';
import { createRunHandlers } from './runHandlers';
import { createStoreAccess } from './storeAccess';
import { runTrainingProcess } from './trainingProcess';

/** What a service needs from the process it runs in. */
export interface ServiceOptions {
  readonly productVersion: string;
  /** The bundle that runs; computed documents are kept for this very file only. */
  readonly modulePath: string;
  /** The bundle of `jobMain`, forked for every training. */
  readonly jobModulePath: string;
  /** The bundle of `preparationMain`, forked for every preparation script. */
  readonly preparationModulePath: string;
  readonly log: (line: string) => void;
}

/** The service and its end. */
export interface RunningService extends Service {
  /** Closes what is open; calls afterwards are not allowed. */
  readonly dispose: () => Promise<void>;
}

/** The answers to the whole method table, for the engine process and for the command line alike. */
export function createService(options: ServiceOptions): RunningService {
  const datasets = createDatasetCache();
  const results = createResultCache({
    folder: cacheFolder(),
    build: buildOf(options.productVersion, options.modulePath),
  });
  const stores = createStoreAccess();
  return {
    'engine/initialize': () =>
      Promise.resolve({
        protocolVersion,
        productVersion: options.productVersion,
        pid: process.pid,
        node: process.versions.node,
      }),
    ...createDatasetHandlers(datasets, results),
    ...createComparisonHandler(datasets, results),
    ...createPairHandler(datasets),
    ...createRowHandlers(datasets),
    ...createPreparationHandlers(datasets, options),
    ...createRunHandlers(stores),
    ...createReportHandler(options.productVersion),
    ...createDoctorHandler(options.productVersion),
    'experiment/train': (params, context) =>
      runTrainingProcess(params, context, {
        jobModulePath: options.jobModulePath,
        log: options.log,
        onUnfinished: (end) => stores.endRunsOf(end),
      }),
    dispose: () => datasets.dispose(),
  };
}

/** Product version and state of the bundle, so that a rebuilt one computes anew. */
function buildOf(productVersion: string, modulePath: string): string {
  const { size, mtimeMs } = statSync(modulePath);
  return [productVersion, size, mtimeMs].join(' ');
}
