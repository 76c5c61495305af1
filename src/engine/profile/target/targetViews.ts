import type { TargetInfo, TargetLevel, TargetView } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { wilsonInterval } from '../../statistics/wilsonInterval';
import type { NumericDescription } from '../columns/numericSummary';
import { finiteValue } from '../sqlExpressions';
import { classBoxes } from './classBoxes';
import { orderedEvidence } from './orderedEvidence';
import { targetBins } from './targetBins';
import {
  evidenceOfLevels,
  evidenceOfRanks,
  evidenceOfTenths,
  noEvidence,
  type TargetEvidence,
} from './targetEvidence';
import type { LevelTable, TargetLink } from './targetLinks';
import { targetWords } from './targetWords';

/** Levels of a column that are shown against the target. */
const levelsShown = 20;

/** A column whose view is wanted, with what is already known of it. */
export interface ViewedColumn {
  readonly column: DatasetColumn;
  readonly link: TargetLink;
  /** Set for numeric columns. */
  readonly numeric: NumericDescription | null;
}

/**
 * The distribution of each column against the target, and what the column alone tells about it.
 *
 * Classes: counts per level with Wilson intervals for categories, a box and a histogram per class for numbers, boxes of the
 * length and the words that tell classes apart for texts. A numeric target: its mean and quartiles over bins of a number, a box
 * of it per level of a category. AUC, information value and mutual information: see `targetEvidence`; a date enters by its time,
 * a text by its length (0 where missing), a numbered identifier by its number.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function targetViews(
  dataset: Dataset,
  columns: readonly ViewedColumn[],
  target: DatasetColumn,
  info: TargetInfo,
  signal?: AbortSignal,
): Promise<TargetView[]> {
  const isNumber = info.task === 'regression';
  const parts = new Map<DatasetColumn, Partial<TargetView>>();
  const others = columns.filter(({ link }) => link.kind === 'none').map(({ column }) => column);
  const evidence = await orderedEvidence(dataset, others, target, info, signal);

  const texts = isNumber ? [] : others.filter(({ type }) => type === 'text');
  for (const column of texts) {
    const { words, rows, sampled } = await targetWords(dataset, column, target, info, signal);
    parts.set(column, { words, ...(sampled ? { wordRows: rows } : {}) });
  }
  const boxed = [
    ...columns.filter(({ link }) => link.kind === 'ranks').map(({ column }) => column),
    ...texts,
  ];
  const boxes = await classBoxes(
    dataset,
    boxed.map((column) =>
      isNumber
        ? { value: finiteValue(target), group: column, groups: null }
        : {
            value: column.type === 'text' ? lengthOf(column) : finiteValue(column),
            group: target,
            groups: info.classes.map(({ value }) => value),
          },
    ),
    { signal },
  );
  boxed.forEach((column, i) => parts.set(column, { ...parts.get(column), boxes: boxes[i]! }));
  const binned = columns.filter(({ link }) => link.kind === 'correlation');
  const bins = await targetBins(
    dataset,
    binned.map(({ column }) => finiteValue(column)),
    finiteValue(target),
    { signal },
  );
  binned.forEach(({ column }, i) => parts.set(column, { bins: bins[i]! }));

  return columns.map((viewed): TargetView => {
    const { column, link } = viewed;
    const own = evidenceOf(link, info) ?? evidence.get(column) ?? noEvidence('Not measured.');
    const association = associationOf(link, info);
    const reasons = { ...own.reasons, ...whyNoAssociation(association, link) };
    return {
      ...parts.get(column),
      ...(link.kind === 'table' ? { levels: levelsOf(column, link.table, info) } : {}),
      ...classHistogram(viewed, info),
      informationValue: own.informationValue,
      auc: own.auc,
      mutualInformation: own.mutualInformation,
      association,
      ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
    };
  });
}

/** SQL of the length of a text in code points; NULL where it is missing. */
function lengthOf(column: DatasetColumn): string {
  return `CAST(length(CAST(${column.sql} AS VARCHAR)) AS DOUBLE)`;
}

function evidenceOf(link: TargetLink, info: TargetInfo): TargetEvidence | null {
  switch (link.kind) {
    case 'table':
      return evidenceOfLevels(link.table, info);
    case 'ranks':
      return info.task === 'regression'
        ? evidenceOfTenths(link.ranks.groups.map(({ tenths }) => tenths))
        : evidenceOfRanks(link.ranks, info);
    case 'correlation':
      return evidenceOfTenths(link.pair.tenths);
    case 'none':
      return null;
  }
}

function whyNoAssociation(
  association: TargetView['association'],
  link: TargetLink,
): { readonly association?: string } {
  if (association.value !== null) return {};
  const singleLevel = 'One of the two has a single level.';
  switch (link.kind) {
    case 'none':
      return { association: link.reason };
    case 'correlation': {
      const { spearman } = link.pair;
      return { association: spearman.value === null ? spearman.reason : singleLevel };
    }
    case 'ranks':
      return { association: link.ranks.kruskalWallis.reasons?.['statistic'] ?? singleLevel };
    case 'table':
      return { association: singleLevel };
  }
}

/** One number in [0, 1] that can be compared over columns of all types. */
export function associationOf(link: TargetLink, info: TargetInfo): TargetView['association'] {
  switch (link.kind) {
    case 'table':
      return { name: "Cramér's V", value: link.cramersV };
    case 'ranks': {
      const share = link.ranks.kruskalWallis.epsilonSquared;
      return {
        name: '√ε²',
        value: share === null ? null : Math.sqrt(Math.min(1, Math.max(0, share))),
      };
    }
    case 'correlation': {
      const { value } = link.pair.spearman;
      return { name: "|Spearman's ρ|", value: value === null ? null : Math.abs(value) };
    }
    case 'none':
      return { name: info.task === 'regression' ? "|Spearman's ρ|" : "Cramér's V", value: null };
  }
}

function levelsOf(
  column: DatasetColumn,
  { levels, counts }: LevelTable,
  info: TargetInfo,
): TargetLevel[] {
  const positive = info.classes.findIndex(({ value }) => value === info.positive);
  const all = levels.map((value, i) => {
    const classCounts = counts[i]!;
    const count = classCounts.reduce((sum, own) => sum + own, 0);
    const hits = classCounts[positive];
    return {
      value,
      count,
      classCounts,
      rate: hits === undefined ? null : hits / count,
      interval: hits === undefined ? null : wilsonInterval(hits, count),
    };
  });
  const byCount = [...all].sort((a, b) => b.count - a.count).slice(0, levelsShown);
  return column.type === 'ordinal' ? all.filter((level) => byCount.includes(level)) : byCount;
}

function classHistogram(
  { link, numeric }: ViewedColumn,
  info: TargetInfo,
): Pick<TargetView, 'histogram'> {
  const edges = numeric?.summary.histogram?.edges;
  if (link.kind !== 'ranks' || edges === undefined || !numeric?.perClass) return {};
  const { perClass } = numeric;
  const empty = Array.from({ length: edges.length - 1 }, () => 0);
  const counts = info.classes.map(({ value }) => perClass.get(value) ?? empty);
  return { histogram: { edges, counts } };
}
