import {
  type BinRule,
  type ColumnProfile,
  type NumericSummary,
  type ProfileIntent,
  type TargetInfo,
} from '../../src/protocol';
import { requestDrawing } from '../shared/chartFigure';
import { choice } from '../shared/choice';
import { html } from '../shared/dom';
import { formatQuantity } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { t } from '../shared/translate';
import { histogramFigure, plainHistogram } from './histogramFigures';

/** The histogram of a number, with a choice among the rules for its bins. */
export function ruledHistogram(
  column: ColumnProfile,
  numeric: NumericSummary,
  target: TargetInfo | null,
  port: PanelPort<ProfileIntent>,
): HTMLElement | null {
  const { histogram, histograms } = numeric;
  if (histogram === null) return null;
  const figureOf = (rule: string): HTMLElement => {
    const ruled = histograms.find((own) => own.rule === rule);
    if (ruled === undefined) return histogramFigure(column, histogram, target, port);
    const title = t('Distribution of {0}', column.name);
    const edges = ruled.edges.map(formatQuantity);
    return plainHistogram(column, title, column.name, edges, ruled.counts, port);
  };
  const first = histogramFigure(column, histogram, target, port);
  const place = html('div', {}, first);
  const bins = choice({
    id: `bins-${column.index}`,
    label: t('Bins'),
    options: [
      { value: 'shown', label: t('bins: readable ({0})', histogram.counts.length) },
      ...histograms.map(({ rule, counts, cut }) => ({
        value: rule,
        label: t('bins: {0} ({1})', ruleName(rule), cut ? `${counts.length}+` : counts.length),
        description: cut
          ? t('The rule asks for more bins than the {0} that are drawn.', counts.length)
          : ruleText(rule),
      })),
    ],
    value: 'shown',
    onChange: (rule) => {
      place.replaceChildren(figureOf(rule));
      requestDrawing();
    },
  });
  return html('div', { class: 'ruled-histogram' }, place, bins);
}

function ruleName(rule: BinRule): string {
  const names: Readonly<Record<BinRule, string>> = {
    'freedman-diaconis': 'Freedman–Diaconis',
    sturges: 'Sturges',
    scott: 'Scott',
  };
  return names[rule];
}

function ruleText(rule: BinRule): string {
  switch (rule) {
    case 'freedman-diaconis':
      return t('Width from the interquartile range: fine, and not misled by outliers.');
    case 'sturges':
      return t('1 + log₂ n bins: coarse, for small and bell-shaped data.');
    case 'scott':
      return t('Width from the standard deviation: for bell-shaped data.');
  }
}
