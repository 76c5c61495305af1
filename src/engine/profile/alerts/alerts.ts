import { formatCount } from '../../../format/numbers';
import type { ProfileAlert } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import {
  alert,
  listed,
  resolveThresholds,
  type AlertEvidence,
  type AlertRule,
  type ProfileFindings,
} from './alertRule';
import { findTraits } from './columnTraits';
import { constantLength, highCardinality, imbalance, rareLevels, spellings } from './levelAlerts';
import { fewMissing, missingTogether, missingValues } from './missingAlerts';
import { findMissingGroups } from './missingGroups';
import { findRecodedColumns } from './recodedColumns';
import { nonStationary, seasonal } from './seriesAlerts';
import { findSeries } from './seriesTraits';
import { duplicateColumns, duplicateRows, highCorrelation } from './tableAlerts';
import { rareClasses, targetImbalance, targetLeakage } from './targetAlerts';
import { disguisedTypes } from './textAlerts';
import {
  constantColumns,
  emptyColumns,
  identifiers,
  infinite,
  manyZeros,
  nearConstant,
  outliers,
  sentinels,
  skewed,
  uniform,
  uniqueColumns,
} from './valueAlerts';

/** In the order in which alerts of one severity are listed. */
const alertRules: readonly AlertRule[] = [
  targetLeakage,
  rareClasses,
  targetImbalance,
  emptyColumns,
  constantColumns,
  identifiers,
  duplicateColumns,
  duplicateRows,
  missingValues,
  fewMissing,
  sentinels,
  disguisedTypes,
  spellings,
  infinite,
  missingTogether,
  nearConstant,
  highCardinality,
  rareLevels,
  imbalance,
  highCorrelation,
  skewed,
  outliers,
  manyZeros,
  nonStationary,
  seasonal,
  uniform,
  uniqueColumns,
  constantLength,
];

/**
 * Everything a person should know before using the data, most severe first. What the profile has not found already is asked of
 * the data set, of the columns where it may matter. Thresholds are the data set's, else those of `alertThresholdTable`;
 * `docs/alerts.md` describes each code.
 *
 * @param dataset the opened data set
 * @param findings what the profile has found
 * @param signal cancels the queries
 * @returns at most 100 alerts of a code and severity; the columns of further ones stand together in one
 * @throws {CuvetteError} CANCELLED when the signal is aborted; OUT_OF_MEMORY; DISK_FULL.
 */
export async function findAlerts(
  dataset: Dataset,
  findings: ProfileFindings,
  signal?: AbortSignal,
): Promise<ProfileAlert[]> {
  const thresholds = resolveThresholds(dataset.thresholds);
  const { columns, missing } = findings;
  return alertsOf({
    ...findings,
    thresholds,
    traits: await findTraits(dataset, columns, thresholds, signal),
    missingGroups: await findMissingGroups(dataset, missing, thresholds.missingTogether, signal),
    recodedColumns: await findRecodedColumns(dataset, columns, findings.duplicateColumns, signal),
    series: await findSeries(dataset, columns, signal),
  });
}

const severityOrder = { error: 0, warning: 1, info: 2 } as const;

/** The alerts of some evidence, most severe first. */
export function alertsOf(evidence: AlertEvidence): ProfileAlert[] {
  const found = alertRules.flatMap((rule) => rule(evidence));
  return condensed(found).sort((a, b) => severityOrder[a.severity] - severityOrder[b.severity]);
}

const mostOfAKind = 100;

/** With thousands of columns an alert for each would hide the others: those beyond the first hundred are said in one. */
function condensed(alerts: readonly ProfileAlert[]): ProfileAlert[] {
  const kinds = new Map<string, ProfileAlert[]>();
  for (const found of alerts) {
    const kind = `${found.code} ${found.severity}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), found]);
  }
  return [...kinds.values()].flatMap((kind) => {
    if (kind.length <= mostOfAKind) return kind;
    const rest = kind.slice(mostOfAKind - 1);
    const names = [...new Set(rest.flatMap(({ columns }) => columns))];
    const { code, severity, why, threshold, thresholdName } = rest[0]!;
    return [
      ...kind.slice(0, mostOfAKind - 1),
      alert(code, severity, names, {
        message: `${formatCount(rest.length)} more of the same kind, about ${listed(names)}.`,
        why,
        value: null,
        threshold,
        thresholdName,
      }),
    ];
  });
}
