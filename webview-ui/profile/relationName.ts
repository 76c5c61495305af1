import { type CorrelationMeasure } from '../../src/protocol';
import { t } from '../shared/translate';

/** What people call a measure of association. */
export function relationName(name: CorrelationMeasure['name']): string {
  switch (name) {
    case 'pearson':
      return t('Pearson r');
    case 'spearman':
      return t('Spearman ρ');
    case 'kendall':
      return t('Kendall τ');
    case 'cramersV':
      return t('Cramér’s V');
    case 'correlationRatio':
      return t('Correlation ratio η');
    case 'mutualInformation':
      return t('Mutual information');
    case 'mixed':
      return t('Association');
  }
}

/** The entry of the list of measures, which has room for what the measure is for. */
export function relationChoice(name: CorrelationMeasure['name']): string {
  return name === 'mixed' ? t('Association (all kinds)') : relationName(name);
}
