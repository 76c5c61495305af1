import { type ColumnComparison } from '../../src/protocol';
import { t } from '../shared/translate';

export { typeName } from '../profile/names';

/** How large a drift is, in a word. */
export function driftName(drift: ColumnComparison['drift']): string {
  switch (drift) {
    case 'large':
      return t('large');
    case 'moderate':
      return t('moderate');
    case 'none':
      return t('none');
    case 'not compared':
      return t('not compared');
  }
}

/** What the distance is called. */
export function distanceName(name: ColumnComparison['distance']['name']): string {
  return name === 'wasserstein'
    ? t('Wasserstein distance in standard deviations')
    : t('Jensen–Shannon distance');
}

/** The name of a test as its readers know it. */
export function testName(name: ColumnComparison['test']['name']): string {
  return name === 'chi-square' ? t('χ²') : t('Kolmogorov–Smirnov');
}
