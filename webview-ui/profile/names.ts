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
    case 'nested':
      return t('nested');
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
    "|Spearman's ρ|": '|ρ|',
    "Spearman's ρ": 'ρ',
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
    case 'fisher-exact':
      return t('Fisher’s exact test');
    case 'kruskal-wallis':
      return t('Kruskal–Wallis');
    case 'pearson':
      return t('Pearson');
    case 'spearman':
      return t('Spearman');
  }
}

/** A word for an alert's kind, beside its message and on filters. */
export function alertName(code: AlertCode): string {
  switch (code) {
    case 'CONSTANT':
      return t('constant');
    case 'CONSTANT_LENGTH':
      return t('one length');
    case 'DATE_AS_TEXT':
      return t('dates as text');
    case 'DUPLICATE_COLUMNS':
      return t('duplicate columns');
    case 'DUPLICATE_ROWS':
      return t('duplicate rows');
    case 'EMPTY':
      return t('empty');
    case 'HIGH_CARDINALITY':
      return t('many values');
    case 'HIGH_CORRELATION':
      return t('correlated');
    case 'IDENTIFIER':
      return t('identifier');
    case 'IMBALANCE':
      return t('lopsided');
    case 'INFINITE':
      return t('infinite');
    case 'MISSING':
      return t('missing');
    case 'MISSING_TOGETHER':
      return t('missing together');
    case 'MIXED_TYPES':
      return t('mixed types');
    case 'NEAR_CONSTANT':
      return t('nearly constant');
    case 'NON_STATIONARY':
      return t('drifting over time');
    case 'NUMBER_AS_TEXT':
      return t('numbers as text');
    case 'OUTLIERS':
      return t('outliers');
    case 'RARE_CLASS':
      return t('rare class');
    case 'RARE_LEVELS':
      return t('rare levels');
    case 'SEASONAL':
      return t('seasonal');
    case 'SENTINEL':
      return t('sentinel');
    case 'SKEWED':
      return t('skewed');
    case 'SPELLINGS':
      return t('spellings');
    case 'TARGET_IMBALANCE':
      return t('imbalance');
    case 'TARGET_LEAKAGE':
      return t('leakage');
    case 'UNIFORM':
      return t('uniform');
    case 'UNIQUE':
      return t('all different');
    case 'ZEROS':
      return t('zeros');
    case 'SCHEMA_CHANGED':
      return t('changed columns');
    case 'DRIFT':
      return t('drift');
    case 'NEW_LEVELS':
      return t('new levels');
    case 'SHARED_ROWS':
      return t('shared rows');
    case 'TARGET_SHIFT':
      return t('target shift');
  }
}
