import { type ProfileIntent, type ProfileResult } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { withAlpha } from '../shared/color';
import { formatCount, formatShare } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { everyInteger, plainScale, shortName } from './matrixAxes';
import { matrixConfiguration, seamless } from './matrixConfiguration';

/** More columns are drawn without their names. */
const mostNames = 60;

/** Where along the file values are missing: columns side by side, rows of the file from top to bottom. */
export function missingMatrixFigure(
  { columns, stretches, rates }: ProfileResult['missing']['matrix'],
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const cells = rates.flatMap((row, s) =>
    row.flatMap((rate, c) => (rate === 0 ? [] : [{ s, c, rate }])),
  );
  const span = (s: number): string => {
    const { firstRow = 0, rows = 0 } = stretches[s] ?? {};
    return rows === 1
      ? t('row {0}', formatCount(firstRow))
      : t('rows {0} – {1}', formatCount(firstRow), formatCount(firstRow + rows - 1));
  };
  const title = t('Missing values along the file');
  const fullest = cells.toSorted((a, b) => b.rate - a.rate)[0];
  return chartFigure(
    {
      id: 'missing-matrix',
      title,
      summary:
        fullest === undefined
          ? ''
          : t(
              'Most are missing in {0}, {1}: {2}.',
              columns[fullest.c]!,
              span(fullest.s),
              formatShare(fullest.rate),
            ),
      heightPx: 420,
      draw: (theme) =>
        matrixConfiguration({
          title,
          cells,
          place: ({ s, c }) => ({ x: c, y: s }),
          color: ({ rate }) => withAlpha(theme.positive, 0.15 + 0.85 * rate),
          lines: ({ s, c, rate }) => [columns[c]!, span(s), t('{0} missing', formatShare(rate))],
          columns: { count: columns.length, gapPx: 1 },
          rows: { count: stretches.length, gapPx: seamless },
          scales: {
            x: axis(theme, '', {
              ...plainScale,
              min: -0.5,
              max: columns.length - 0.5,
              afterBuildTicks: everyInteger(0, columns.length - 1),
              ticks: {
                display: columns.length <= mostNames,
                color: theme.muted,
                autoSkip: false,
                minRotation: columns.length > 6 ? 60 : 0,
                maxRotation: 90,
                font: { family: theme.fontFamily, size: theme.fontSize - 3 },
                callback: (value: number) => shortName(columns[value] ?? ''),
              },
              grid: { display: false },
            }),
            y: axis(theme, t('row'), {
              ...plainScale,
              min: -0.5,
              max: stretches.length - 0.5,
              reverse: true,
              ticks: {
                color: theme.muted,
                precision: 0,
                callback: (value: number) => {
                  const firstRow = stretches[value]?.firstRow;
                  return firstRow === undefined ? '' : formatCount(firstRow);
                },
              },
            }),
          },
        }),
      table: {
        caption: title,
        columns: [{ label: t('rows') }, ...columns.map((label) => ({ label, numeric: true }))],
        rows: rates.map((row, s) => [
          span(s),
          ...row.map((rate) => ({ content: formatShare(rate), text: String(rate) })),
        ]),
      },
    },
    port,
  );
}
