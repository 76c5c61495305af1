export { openRunStore, type OpenRunStoreOptions } from './openRunStore';
export { processTag } from './processTag';
export type {
  FinalStatus,
  MetricEntry,
  NewRun,
  RunBatch,
  RunQuery,
  RunStore,
  UnfinishedEnd,
} from './runStore';
