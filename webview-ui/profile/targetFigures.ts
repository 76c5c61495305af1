import { type ChartConfiguration } from 'chart.js';
import {
  type ColumnProfile,
  type ProfileIntent,
  type TargetBin,
  type TargetInfo,
  type TargetWord,
} from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { withAlpha } from '../shared/color';
import { html, type Child } from '../shared/dom';
import {
  formatCount,
  formatExact,
  formatQuantity,
  formatScore,
  formatShare,
} from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { classColor } from './classSeries';
import { positiveIndex } from './miniBars';
import { quartileBand } from './quartileBand';

type Port = PanelPort<ProfileIntent>;

/** The mean of a numeric target over bins of a number, with the middle half of the rows as a band. */
export function binsFigure(
  column: ColumnProfile,
  bins: readonly TargetBin[],
  target: TargetInfo,
  port: Port,
): HTMLElement {
  const title = t('{0} by {1}', target.column, column.name);
  const labels = bins.map(({ from, to }) => `${formatQuantity(from)} – ${formatQuantity(to)}`);
  const [first, last] = [bins[0], bins.at(-1)];
  return chartFigure(
    {
      id: `bins-${column.index}`,
      title,
      summary: t(
        'Mean from {0} in the lowest bin to {1} in the highest.',
        formatQuantity(first?.mean),
        formatQuantity(last?.mean),
      ),
      heightPx: 240,
      draw: (theme): ChartConfiguration<'line'> => ({
        type: 'line',
        data: {
          labels,
          datasets: [
            {
              label: t('mean of {0}', target.column),
              data: bins.map(({ mean }) => mean),
              borderColor: theme.positive,
              backgroundColor: theme.positive,
              borderWidth: 2,
              pointRadius: 3,
            },
            {
              label: t('median'),
              data: bins.map(({ median }) => median),
              borderColor: theme.neutral,
              backgroundColor: theme.neutral,
              borderWidth: 1.5,
              borderDash: [5, 3],
              pointRadius: 2,
            },
          ],
        },
        options: {
          interaction: { mode: 'index', intersect: false },
          scales: {
            x: axis(theme, t('{0}, a tenth of the rows each', column.name)),
            y: axis(theme, target.column, {
              suggestedMin: Math.min(...bins.map(({ q1 }) => q1 ?? Infinity)),
              suggestedMax: Math.max(...bins.map(({ q3 }) => q3 ?? -Infinity)),
            }),
          },
          plugins: {
            tooltip: {
              callbacks: { afterBody: ([point]) => binText(bins[point?.dataIndex ?? -1]) },
            },
          },
        },
        plugins: [quartileBand(bins, withAlpha(theme.neutral, 0.25))],
      }),
      table: {
        caption: title,
        columns: [
          { label: column.name },
          ...[t('rows'), '25 %', t('median'), '75 %', t('mean')].map((label) => ({
            label,
            numeric: true,
          })),
        ],
        rows: bins.map((bin, i) => [labels[i]!, bin.count, bin.q1, bin.median, bin.q3, bin.mean]),
      },
    },
    port,
  );
}

function binText(bin: TargetBin | undefined): string[] {
  if (bin === undefined) return [];
  return [
    t('middle half {0} – {1}', formatQuantity(bin.q1), formatQuantity(bin.q3)),
    t('{0} rows', formatCount(bin.count)),
  ];
}

/** The words of a text that tell the classes apart best, by the strength of their association. */
export function wordsFigure(
  column: ColumnProfile,
  words: readonly TargetWord[],
  target: TargetInfo,
  port: Port,
): HTMLElement {
  const title = t('Words of {0} that tell {1} apart', column.name, target.column);
  const positive = positiveIndex(target);
  const classOf = (word: TargetWord): number =>
    target.classes.findIndex(({ value }) => value === word.leansTo);
  const sampled = column.target?.wordRows;
  const strongest = words[0];
  return chartFigure(
    {
      id: `words-${column.index}`,
      title,
      summary: [
        strongest === undefined
          ? ''
          : t('Strongest: {0}, towards {1}.', strongest.word, strongest.leansTo),
        sampled === undefined ? '' : t('From a sample of {0} rows.', formatCount(sampled)),
      ]
        .join(' ')
        .trim(),
      heightPx: Math.max(120, 64 + 22 * words.length),
      draw: (theme): ChartConfiguration<'bar'> => ({
        type: 'bar',
        data: {
          labels: words.map(({ word, leansTo }) => `${word} → ${leansTo}`),
          datasets: [
            {
              label: t('association (V)'),
              data: words.map(({ association }) => association),
              backgroundColor: words.map((word) =>
                classColor(theme, classOf(word), positive, target.classes.length),
              ),
              maxBarThickness: 16,
            },
          ],
        },
        options: {
          indexAxis: 'y',
          scales: {
            x: axis(theme, t('association (V)'), { beginAtZero: true }),
            y: axis(theme, '', { grid: { display: false } }),
          },
          plugins: {
            legend: { display: false },
            tooltip: {
              callbacks: { label: ({ dataIndex }) => wordText(words[dataIndex], target) },
            },
          },
        },
      }),
      table: {
        caption: title,
        columns: [
          { label: t('word') },
          { label: t('leans to') },
          { label: 'V', numeric: true },
          { label: t('rows'), numeric: true },
          ...target.classes.map(({ value }) => ({ label: value, numeric: true })),
        ],
        rows: words.map((word) => [
          word.word,
          word.leansTo,
          word.association,
          word.count,
          ...word.classCounts,
        ]),
      },
    },
    port,
  );
}

function wordText(word: TargetWord | undefined, target: TargetInfo): string[] {
  if (word === undefined) return [];
  return [
    t('{0} rows', formatCount(word.count)),
    ...target.classes.map(
      ({ value, rate }, index) =>
        `${value}: ${formatShare((word.classCounts[index] ?? 0) / word.count)} (${t('overall {0}', formatShare(rate))})`,
    ),
  ];
}

/** What the column alone says about the target, in one line; `null` where nothing was measured. */
export function evidenceLine(column: ColumnProfile): HTMLElement | null {
  const view = column.target;
  if (view === undefined) return null;
  const facts = [
    fact(
      'AUC',
      t(
        'How often this column alone puts a row of the class above one of the others: 0.5 is chance, 1 is always',
      ),
      view.auc,
    ),
    fact(
      t('information value'),
      t(
        'Under 0.02 of no use, to 0.1 weak, to 0.3 medium, above strong; above 0.5 look for a leak',
      ),
      view.informationValue,
    ),
    fact(
      t('mutual information'),
      t(
        'Share of what there is to know about the target that this column tells, less what chance gives; 1 is everything',
      ),
      view.mutualInformation,
    ),
  ].filter((own) => own !== null);
  if (facts.length === 0) return null;
  return html(
    'p',
    { class: 'target-evidence muted' },
    column.type === 'text'
      ? t('Its length alone against the target:')
      : t('Alone against the target:'),
    ' ',
    facts,
  );
}

function fact(name: string, meaning: string, value: number | null): Child {
  if (value === null) return null;
  return html(
    'span',
    { title: `${meaning}. ${formatExact(value)}` },
    `${name} `,
    html('strong', {}, formatScore(value)),
    ' ',
  );
}
