import type { TargetInfo, TrainResult } from '../../protocol';
import type { DatasetColumn } from '../data/dataset';

/** Which columns a training may use, and why not the others. */
export interface FeatureChoice {
  readonly features: readonly string[];
  readonly unused: TrainResult['unusedColumns'];
}

const unusable: Readonly<Partial<Record<DatasetColumn['type'], string>>> = {
  identifier: 'it looks like an identifier and says nothing about new rows',
  constant: 'it has one value only',
  text: 'it is free text, which these models cannot use',
  dateTime: 'it is a date or time, which these models cannot use',
  nested: 'it holds lists or structs, which these models cannot use',
};

/** The columns of a data set that may be learned from: all but the target, the dropped and the unusable ones. */
export function chooseFeatures(
  columns: readonly DatasetColumn[],
  target: TargetInfo,
  dropped: ReadonlySet<string>,
): FeatureChoice {
  const candidates = columns.filter(({ name }) => name !== target.column);
  const unused = candidates.flatMap(({ name, type, typeReason }) => {
    if (dropped.has(name)) return [{ column: name, reason: 'dropped by request' }];
    const reason = unusable[type];
    return reason === undefined ? [] : [{ column: name, reason: `${reason} (${typeReason})` }];
  });
  const left = new Set(unused.map(({ column }) => column));
  return {
    features: candidates.map(({ name }) => name).filter((name) => !left.has(name)),
    unused,
  };
}
