import { type ChartConfiguration } from 'chart.js';
import { type ProfileIntent, type ProfileResult } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { dataTable } from '../shared/dataTable';
import { html } from '../shared/dom';
import { formatCount, formatExact, formatScore, formatShare } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { emptyView } from '../shared/panelStates';
import { t } from '../shared/translate';
import { missingMatrixFigure } from './missingMatrixFigure';

const mostColumns = 40;
const mostPairs = 40;

/** Where values are missing, and which columns are missing together. */
export function missingTab(profile: ProfileResult, port: PanelPort<ProfileIntent>): HTMLElement {
  const incomplete = profile.missing.byColumn
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  if (incomplete.length === 0) {
    return emptyView(t('No value is missing in {0} columns.', formatCount(profile.columns.length)));
  }
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
    html(
      'div',
      { class: 'missing-figures' },
      barFigure(incomplete, port),
      missingMatrixFigure(profile.missing.matrix, port),
    ),
    html('div', { class: 'missing-lists' }, together(profile), patterns(profile)),
  );
}

function barFigure(
  incomplete: ProfileResult['missing']['byColumn'],
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const shown = incomplete.slice(0, mostColumns);
  const title =
    shown.length < incomplete.length
      ? t('Missing values: the {0} columns with the most', shown.length)
      : t('Missing values by column');
  return chartFigure(
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
  );
}

/** Pairs of columns whose gaps go together, or avoid each other. */
function together({ missing, dataset }: ProfileResult): HTMLElement | null {
  const { cooccurrence } = missing;
  if (cooccurrence.length === 0) return null;
  return html(
    'section',
    {},
    html('h2', {}, t('Gaps that go together')),
    html(
      'p',
      { class: 'muted' },
      t(
        'φ is the correlation of “missing or not” of two columns: 1 when they are missing in the same rows, below 0 when one tends to be there where the other is not.',
      ),
    ),
    dataTable({
      caption: t('Pairs of columns by φ of their missing values'),
      columns: [
        { label: t('column') },
        { label: t('with') },
        { label: 'φ', numeric: true },
        { label: t('both missing'), numeric: true },
        { label: t('share'), numeric: true },
      ],
      rows: cooccurrence.slice(0, mostPairs).map(({ a, b, phi, both }) => [
        a,
        b,
        {
          content: formatScore(phi).replace('-', '−'),
          text: String(phi),
          title: formatExact(phi),
        },
        { content: formatCount(both), text: String(both) },
        { content: formatShare(both / dataset.sampledRows), text: '' },
      ]),
    }),
  );
}

function patterns({ missing, dataset }: ProfileResult): HTMLElement | null {
  const combinations = missing.patterns.filter(({ columns }) => columns.length > 0);
  if (combinations.length === 0) return null;
  return html(
    'section',
    {},
    html('h2', {}, t('Missing together')),
    dataTable({
      caption: t('Combinations of columns that are missing in the same rows'),
      columns: [
        { label: t('columns'), className: 'pattern-columns' },
        { label: t('rows'), numeric: true },
        { label: t('share'), numeric: true },
      ],
      rows: combinations.map(({ columns, count }) => [
        columns.join(', '),
        { content: formatCount(count), text: String(count) },
        { content: formatShare(count / dataset.sampledRows), text: '' },
      ]),
    }),
  );
}
