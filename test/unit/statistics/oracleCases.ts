import { oracleFixture } from '../../support/oracleFixture';

/** What test/oracle/statistics.py records. */
export interface StatisticsCases {
  readonly distributions: readonly {
    readonly function: string;
    readonly arguments: readonly number[];
    readonly expected: number;
  }[];
  readonly chiSquare: readonly (ChiSquareCase & {
    readonly observed: readonly (readonly number[])[];
    readonly expected: readonly (readonly number[])[];
  })[];
  readonly exactChiSquare: readonly {
    readonly observed: readonly (readonly number[])[];
    readonly statistic: number;
    readonly pValue: number;
  }[];
  readonly hypergeometric: readonly {
    readonly arguments: readonly [number, number, number];
    readonly support: readonly number[];
    readonly probabilities: readonly number[];
  }[];
  readonly groups: readonly {
    readonly name: string;
    readonly values: readonly number[];
    readonly groups: readonly number[];
    readonly groupCount: number;
    readonly kruskal: readonly [number, number];
    readonly epsilonSquared: number;
    readonly etaSquared: number;
    readonly anova: readonly [number, number];
    readonly correlationRatio: number;
  }[];
  readonly ranks: readonly {
    readonly values: readonly number[];
    readonly expected: readonly number[];
  }[];
  readonly correlations: readonly {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly pearson: readonly [number, number];
    readonly spearman: readonly [number, number];
  }[];
  readonly correlationMatrices: readonly {
    readonly columns: readonly (readonly number[])[];
    readonly r: readonly (readonly number[])[];
    readonly n: readonly (readonly number[])[];
  }[];
  readonly normality: readonly {
    readonly values: readonly number[];
    readonly shapiro: readonly [number, number];
    readonly dagostino?: readonly [number, number];
    readonly scores?: readonly [number, number];
  }[];
  readonly inflations: readonly {
    readonly rows: readonly (readonly number[])[];
    readonly centred: readonly number[];
    readonly uncentred: readonly number[];
  }[];
  readonly corrections: readonly {
    readonly pValues: readonly number[];
    readonly holm: readonly number[];
    readonly benjaminiHochberg: readonly number[];
  }[];
  readonly wilson: readonly {
    readonly arguments: readonly [number, number, number];
    readonly expected: readonly [number, number];
  }[];
  readonly quantileLevels: readonly number[];
  readonly descriptions: readonly (Description & { readonly values: readonly number[] })[];
}

/** SciPy's answers about one contingency table. */
export interface ChiSquareCase {
  readonly statistic: number;
  readonly uncorrected: number;
  readonly df: number;
  readonly pValue: number;
  readonly uncorrectedPValue: number;
  readonly minExpected: number;
  readonly smallExpectedShare: number;
  readonly n: number;
  readonly cramersV: number;
  readonly cramersVBiasCorrected: number;
}

/** SciPy's and pandas' description of one sample. */
export interface Description {
  readonly mean: number;
  readonly variance: number;
  readonly populationVariance: number;
  readonly skewness: number;
  readonly kurtosis: number;
  readonly correctedSkewness: number;
  readonly correctedKurtosis: number;
  readonly mad: number;
  readonly quantiles: readonly number[];
}

/** SciPy's answers about one real data set. */
export interface GoldenCase {
  readonly path: string;
  readonly delimiter: string;
  readonly target: string;
  readonly categorical: readonly string[];
  readonly numeric: readonly string[];
  readonly columns: Readonly<
    Record<
      string,
      ChiSquareCase &
        Description & {
          readonly kruskal: number;
          readonly epsilonSquared: number;
          readonly etaSquared: number;
          readonly shapiro: readonly [number, number];
          readonly dagostino: readonly [number, number];
          readonly vif: number;
          readonly uncentredVif: number;
        }
    >
  >;
  readonly pearson: readonly (readonly number[])[];
  readonly spearman: readonly (readonly number[])[];
}

/** The recorded answers for made-up data. */
export const statisticsOracle = oracleFixture<StatisticsCases>('statistics');
/** The recorded answers for HR attrition and German credit. */
export const goldenOracle = oracleFixture<readonly GoldenCase[]>('statisticsGolden');
