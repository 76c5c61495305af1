import { type ChartConfiguration } from 'chart.js';
import { type ProfileIntent, type ProfileResult } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { dataTable } from '../shared/dataTable';
import { html } from '../shared/dom';
import { formatCount, formatShare } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { emptyView } from '../shared/panelStates';
import { t } from '../shared/translate';

const mostColumns = 40;

/** Where values are missing, and which columns are missing together. */
export function missingTab(profile: ProfileResult, port: PanelPort<ProfileIntent>): HTMLElement {
  const incomplete = profile.missing.byColumn
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  if (incomplete.length === 0) {
    return emptyView(t('No value is missing in {0} columns.', formatCount(profile.columns.length)));
  }
  const shown = incomplete.slice(0, mostColumns);
  const title = t('Missing values by column');
  return html(
    'div',
    { class: 'missing' },
    html(
      'p',
      {},
      t(
        '{0} of {1} columns have missing values.',
        formatCount(incomplete.length),
        formatCount(profile.columns.length),
      ),
    ),
    chartFigure(
      {
        id: 'missing',
        title,
        summary: shown
          .slice(0, 5)
          .map(({ column, rate }) => `${column}: ${formatShare(rate)}`)
          .join(', '),
        heightPx: 70 + 24 * shown.length,
        draw: (theme): ChartConfiguration<'bar'> => ({
          type: 'bar',
          data: {
            labels: shown.map(({ column }) => column),
            datasets: [
              {
                label: title,
                data: shown.map(({ rate }) => 100 * rate),
                backgroundColor: theme.neutral,
                maxBarThickness: 16,
              },
            ],
          },
          options: {
            indexAxis: 'y',
            scales: {
              x: axis(theme, t('% of rows'), { min: 0, max: 100 }),
              y: axis(theme, '', {
                grid: { display: false },
                ticks: { autoSkip: false, color: theme.muted },
              }),
            },
            plugins: {
              legend: { display: false },
              tooltip: {
                callbacks: {
                  label: ({ dataIndex }) => {
                    const entry = shown[dataIndex]!;
                    return `${formatCount(entry.count)} (${formatShare(entry.rate)})`;
                  },
                },
              },
            },
          },
        }),
        table: {
          caption: title,
          columns: [
            { label: t('column') },
            { label: t('missing'), numeric: true },
            { label: t('share'), numeric: true },
          ],
          rows: incomplete.map(({ column, count, rate }) => [
            column,
            { content: formatCount(count), text: String(count) },
            { content: formatShare(rate), text: String(rate) },
          ]),
        },
      },
      port,
    ),
    patterns(profile),
  );
}

function patterns(profile: ProfileResult): HTMLElement | null {
  const together = profile.missing.patterns.filter(({ columns }) => columns.length > 0);
  if (together.length === 0) return null;
  return html(
    'section',
    {},
    html('h2', {}, t('Missing together')),
    dataTable({
      caption: t('Combinations of columns that are missing in the same rows'),
      columns: [
        { label: t('columns') },
        { label: t('rows'), numeric: true },
        { label: t('share'), numeric: true },
      ],
      rows: together.map(({ columns, count }) => [
        columns.join(', '),
        { content: formatCount(count), text: String(count) },
        { content: formatShare(count / profile.dataset.sampledRows), text: '' },
      ]),
    }),
  );
}
