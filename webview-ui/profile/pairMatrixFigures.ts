import { type PairView, type ProfileIntent } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { withAlpha } from '../shared/color';
import { formatCount, formatQuantity, formatShare } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { type Theme } from '../shared/theme';
import { t } from '../shared/translate';
import { everyInteger, plainScale, shortName } from './matrixAxes';
import { contrastBorder, matrixConfiguration, seamless } from './matrixConfiguration';

type Port = PanelPort<ProfileIntent>;
type View<Kind extends PairView['kind']> = Extract<PairView, { readonly kind: Kind }>;

/** Many points as a grid: the darker a cell, the more rows it holds, on a logarithmic scale. */
export function gridFigure(
  { x, y, xEdges, yEdges, counts }: View<'bins'>,
  port: Port,
): HTMLElement {
  const title = t('{0} against {1}', y, x);
  const cells = counts.flatMap((row, j) =>
    row.flatMap((count, i) => (count === 0 ? [] : [{ i, j, count }])),
  );
  const most = Math.max(...cells.map(({ count }) => count));
  const span = (edges: readonly number[], at: number): string =>
    `${formatQuantity(edges[at])} – ${formatQuantity(edges[at + 1])}`;
  const middle = (edges: readonly number[], at: number): number =>
    (edges[at]! + edges[at + 1]!) / 2;
  const [columns, rows] = [xEdges.length - 1, yEdges.length - 1];
  return chartFigure(
    {
      id: 'pair',
      title,
      summary: t('{0} × {1} cells; the fullest holds {2} rows.', columns, rows, formatCount(most)),
      heightPx: 420,
      draw: (theme) =>
        matrixConfiguration({
          title,
          cells,
          place: ({ i, j }) => ({ x: middle(xEdges, i), y: middle(yEdges, j) }),
          color: ({ count }) => withAlpha(theme.neutral, shade(count, most)),
          lines: ({ i, j, count }) => [
            `${x}: ${span(xEdges, i)}`,
            `${y}: ${span(yEdges, j)}`,
            t('{0} rows', formatCount(count)),
          ],
          columns: { count: columns, gapPx: seamless },
          rows: { count: rows, gapPx: seamless },
          scales: {
            x: axis(theme, x, { ...plainScale, min: xEdges[0], max: xEdges.at(-1) }),
            y: axis(theme, y, { ...plainScale, min: yEdges[0], max: yEdges.at(-1) }),
          },
        }),
      table: {
        caption: title,
        columns: [{ label: x }, { label: y }, { label: t('rows'), numeric: true }],
        rows: cells
          .toSorted((a, b) => b.count - a.count)
          .map(({ i, j, count }) => [span(xEdges, i), span(yEdges, j), count]),
      },
    },
    port,
  );
}

/** Two categories: how the rows of each level of x fall to the levels of y, as shares that fill each column of cells. */
export function levelsFigure(
  { x, y, xLevels, yLevels, counts }: View<'table'>,
  port: Port,
): HTMLElement {
  const title = t('{0} at each level of {1}', y, x);
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const cells = counts.flatMap((row, i) =>
    row.map((count, j) => ({ i, j, count, share: totals[i] === 0 ? 0 : count / totals[i]! })),
  );
  const strongest = cells.toSorted((a, b) => b.share - a.share)[0];
  return chartFigure(
    {
      id: 'pair',
      title,
      summary:
        strongest === undefined
          ? ''
          : t(
              'Of the rows with {0}, {1} have {2}.',
              xLevels[strongest.i]!,
              formatShare(strongest.share),
              yLevels[strongest.j]!,
            ),
      heightPx: Math.max(200, 120 + 30 * yLevels.length),
      draw: (theme) =>
        matrixConfiguration({
          title,
          cells,
          place: ({ i, j }) => ({ x: i, y: j }),
          color: ({ share }) => withAlpha(theme.neutral, 0.04 + 0.96 * share),
          lines: ({ i, j, count, share }) => [
            `${x}: ${xLevels[i]!}`,
            `${y}: ${yLevels[j]!}`,
            t('{0} rows', formatCount(count)),
            t('{0} of {1}', formatShare(share), xLevels[i]!),
          ],
          columns: { count: xLevels.length, gapPx: 1 },
          rows: { count: yLevels.length, gapPx: 1 },
          border: contrastBorder(theme),
          scales: {
            x: axis(theme, x, levelScale(theme, xLevels)),
            y: axis(theme, y, { ...levelScale(theme, yLevels), reverse: true }),
          },
        }),
      table: {
        caption: title,
        columns: [{ label: x }, ...yLevels.map((label) => ({ label, numeric: true }))],
        rows: counts.map((row, i) => [xLevels[i]!, ...row]),
      },
    },
    port,
  );
}

function levelScale(theme: Theme, levels: readonly string[]): object {
  return {
    ...plainScale,
    min: -0.5,
    max: levels.length - 0.5,
    afterBuildTicks: everyInteger(0, levels.length - 1),
    ticks: {
      color: theme.muted,
      autoSkip: false,
      maxRotation: 60,
      font: { family: theme.fontFamily, size: theme.fontSize - 2 },
      callback: (value: number) => shortName(levels[value] ?? ''),
    },
    grid: { display: false },
  };
}

/** Opacity in [0.12, 1] by the logarithm of the count: a single row is still seen. */
function shade(count: number, most: number): number {
  return most <= 1 ? 1 : 0.12 + (0.88 * Math.log(count)) / Math.log(most);
}
