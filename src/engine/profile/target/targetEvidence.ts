import type { TargetInfo, TargetView } from '../../../protocol';
import type { ClassTable } from '../../statistics/classTable';
import { informationValue } from '../../statistics/informationValue';
import { adjustedMutualInformation } from '../../statistics/mutualInformation';
import { aucFromRanks, leaveOneOutAuc } from '../../statistics/singleColumnAuc';
import type { GroupRanks } from './groupRanks';

/** What a column alone tells about the target. */
export type TargetEvidence = Pick<TargetView, 'auc' | 'informationValue' | 'mutualInformation'> & {
  /** Why a value is missing, by its name. */
  readonly reasons: Readonly<Record<string, string>>;
};

/** Rows of a column by levels and classes, missing values left out. */
export type LevelCounts = ClassTable;

const noAuc = 'The rows with a value all have the same class.';
const noInformation =
  'There is nothing to compare: a single level or class, or a level of its own in each row.';
const forTwoClasses = 'Defined for a target of two classes.';
const forClasses = 'Defined for a target of classes.';

/**
 * A category against classes: AUC of the levels' target rates (each row left out of its own), information value, and adjusted
 * mutual information, all with missing values as a level of their own.
 *
 * @param table levels × classes in the order of `info.classes`, without missing values
 * @param info a target of classes
 */
export function evidenceOfLevels(table: LevelCounts, info: TargetInfo): TargetEvidence {
  const complete = withMissing(table, info);
  const best = bestOf(info, (index) => {
    const auc = leaveOneOutAuc(complete, index);
    // The rates carry their direction: below one half they only mislead.
    return auc === null ? null : Math.max(0.5, auc);
  });
  return evidence(best, complete, info);
}

/**
 * A number against classes: AUC of its order over the rows that have it, in the better direction; information value and adjusted
 * mutual information of its tenths, missing values as one more.
 */
export function evidenceOfRanks({ groups }: GroupRanks, info: TargetInfo): TargetEvidence {
  const byLabel = new Map(groups.map((group) => [group.label, group]));
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const best = bestOf(info, (index) => {
    const group = byLabel.get(info.classes[index]!.value);
    const auc = aucFromRanks(group?.rankSum ?? 0, group?.count ?? 0, total);
    return auc === null ? null : Math.max(auc, 1 - auc);
  });
  const tenths = groups[0]?.tenths.map((_, tenth) =>
    info.classes.map(({ value }) => byLabel.get(value)?.tenths[tenth] ?? 0),
  );
  return evidence(best, withMissing({ counts: tenths ?? [] }, info), info);
}

/** A numeric target: the mutual information alone, of levels or tenths (rows) and the target's tenths (columns). */
export function evidenceOfTenths(counts: readonly (readonly number[])[]): TargetEvidence {
  const information = adjustedMutualInformation({ counts });
  return {
    auc: null,
    informationValue: null,
    mutualInformation: clamp(information),
    reasons: {
      auc: forClasses,
      informationValue: forTwoClasses,
      ...(information === null ? { mutualInformation: noInformation } : {}),
    },
  };
}

/** A column that nothing was measured of. */
export function noEvidence(reason: string): TargetEvidence {
  return {
    auc: null,
    informationValue: null,
    mutualInformation: null,
    reasons: { auc: reason, informationValue: reason, mutualInformation: reason },
  };
}

function evidence(auc: number | null, table: ClassTable, info: TargetInfo): TargetEvidence {
  const value = info.task === 'binary' ? informationValue(table) : null;
  const information = adjustedMutualInformation(table);
  return {
    auc,
    informationValue: value,
    mutualInformation: clamp(information),
    reasons: {
      ...(auc === null ? { auc: noAuc } : {}),
      ...(value === null
        ? { informationValue: info.task === 'binary' ? noAuc : forTwoClasses }
        : {}),
      ...(information === null ? { mutualInformation: noInformation } : {}),
    },
  };
}

function clamp(value: number | null): number | null {
  return value === null ? null : Math.max(0, value);
}

/** The table with one more level for the rows whose value is missing. */
function withMissing(table: ClassTable, info: TargetInfo): ClassTable {
  const repeats = table.repeats ?? table.counts.map(() => 1);
  const missing = info.classes.map(({ count }, c) => {
    const present = table.counts.reduce((sum, level, i) => sum + level[c]! * repeats[i]!, 0);
    return Math.max(0, count - present);
  });
  if (missing.every((count) => count === 0)) return table;
  return { counts: [...table.counts, missing], repeats: [...repeats, 1] };
}

/** The best of each class against the rest; with two classes, of the positive one. */
function bestOf(info: TargetInfo, aucOf: (index: number) => number | null): number | null {
  if (info.task === 'binary') {
    return aucOf(info.classes.findIndex(({ value }) => value === info.positive));
  }
  const found = info.classes.map((_, index) => aucOf(index)).filter((auc) => auc !== null);
  return found.length === 0 ? null : Math.max(...found);
}
