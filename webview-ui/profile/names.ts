import { type AlertCode, type ColumnTest, type ColumnType } from '../../src/protocol';
import { t } from '../shared/translate';

/** What people call a column type. */
export function typeName(type: ColumnType): string {
  switch (type) {
    case 'numeric':
      return t('number');
    case 'ordinal':
      return t('ordinal');
    case 'categorical':
      return t('category');
    case 'boolean':
      return t('yes/no');
    case 'dateTime':
      return t('date/time');
    case 'text':
      return t('text');
    case 'identifier':
      return t('identifier');
    case 'constant':
      return t('constant');
  }
}

/** The usual symbol of an association measure. */
export function measureSymbol(name: string): string {
  const symbols: Readonly<Record<string, string>> = {
    cramersV: 'V',
    "Cramér's V": 'V',
    epsilonSquared: 'ε²',
    'epsilon squared': 'ε²',
    'sqrt(ε²)': '√ε²',
    pearson: '|r|',
    spearman: '|ρ|',
    correlationRatio: 'η',
  };
  return symbols[name] ?? name;
}

/** The name of a test as its readers know it. */
export function testName(test: ColumnTest['test']): string {
  switch (test) {
    case 'chi-square':
      return t('χ²');
    case 'chi-square-monte-carlo':
      return t('χ² (Monte Carlo)');
    case 'kruskal-wallis':
      return t('Kruskal–Wallis');
    case 'pearson':
      return t('Pearson');
    case 'spearman':
      return t('Spearman');
  }
}

/** A word for an alert's kind, beside its message. */
export function alertName(code: AlertCode): string {
  switch (code) {
    case 'CONSTANT':
      return t('constant');
    case 'IDENTIFIER':
      return t('identifier');
    case 'NEAR_CONSTANT':
      return t('nearly constant');
    case 'MISSING':
      return t('missing');
    case 'DUPLICATE_ROWS':
      return t('duplicate rows');
    case 'DUPLICATE_COLUMNS':
      return t('duplicate columns');
    case 'HIGH_CARDINALITY':
      return t('many values');
    case 'SENTINEL':
      return t('sentinel');
    case 'INFINITE':
      return t('infinite');
    case 'SKEWED':
      return t('skewed');
    case 'ZEROS':
      return t('zeros');
    case 'HIGH_CORRELATION':
      return t('correlated');
    case 'TARGET_IMBALANCE':
      return t('imbalance');
    case 'RARE_CLASS':
      return t('rare class');
    case 'TARGET_LEAKAGE':
      return t('leakage');
  }
}
