import { type ChartConfiguration } from 'chart.js';
import { type Theme } from '../shared/theme';

/** The gap of cells that overlap by so much that no seam shows between them. */
export const seamless = -0.3;

export interface MatrixDrawing<Cell> {
  readonly title: string;
  readonly cells: readonly Cell[];
  readonly place: (cell: Cell) => { readonly x: number; readonly y: number };
  readonly color: (cell: Cell) => string;
  /** What is said of the cell under the pointer. */
  readonly lines: (cell: Cell) => string[];
  /** How many cells stand side by side and one above the other, and the gap beside each in pixels. */
  readonly columns: { readonly count: number; readonly gapPx: number };
  readonly rows: { readonly count: number; readonly gapPx: number };
  /** A border around each cell; none when absent. */
  readonly border?: object;
  readonly scales: { readonly x: object; readonly y: object };
  readonly layout?: object;
}

/** What Chart.js is to draw as a matrix of coloured cells. */
export function matrixConfiguration<Cell>({
  title,
  cells,
  place,
  color,
  lines,
  columns,
  rows,
  border = {},
  scales,
  layout = {},
}: MatrixDrawing<Cell>): ChartConfiguration {
  const ofCell =
    <Value>(value: (cell: Cell) => Value, otherwise: Value) =>
    ({ dataIndex }: { dataIndex: number }): Value => {
      const cell = cells[dataIndex];
      return cell === undefined ? otherwise : value(cell);
    };
  return {
    type: 'matrix',
    data: {
      datasets: [
        {
          label: title,
          data: cells.map(place),
          backgroundColor: ofCell(color, 'transparent'),
          ...border,
          width: cellSize('width', columns),
          height: cellSize('height', rows),
        },
      ],
    },
    options: {
      interaction: { mode: 'nearest', intersect: true },
      layout,
      scales,
      plugins: {
        legend: { display: false },
        tooltip: { callbacks: { title: () => '', label: ofCell(lines, []) } },
      },
    },
  } as unknown as ChartConfiguration;
}

/** Faint cells need their edges where contrast is asked for. */
export function contrastBorder(theme: Theme): object {
  return { borderColor: theme.border, borderWidth: theme.highContrast ? 1 : 0 };
}

function cellSize(
  side: 'width' | 'height',
  { count, gapPx }: { readonly count: number; readonly gapPx: number },
): (context: { chart: { chartArea?: Record<'width' | 'height', number> } }) => number {
  return ({ chart }) => Math.max(1, (chart.chartArea?.[side] ?? 0) / count - gapPx);
}
