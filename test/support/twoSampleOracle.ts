import { oracleFixture } from './oracleFixture';

/** What test/oracle/comparison.py records. */
export interface TwoSampleCases {
  readonly samples: readonly (TwoSampleCase & {
    readonly reference: readonly number[];
    readonly current: readonly number[];
  })[];
  readonly counted: readonly (TwoSampleCase & {
    readonly values: readonly number[];
    readonly reference: readonly number[];
    readonly current: readonly number[];
    readonly levels: readonly number[];
    readonly quantiles: readonly number[];
  })[];
  readonly tails: readonly TailCase[];
  readonly oneSided: readonly TailCase[];
  readonly levels: readonly {
    readonly reference: readonly number[];
    readonly current: readonly number[];
    readonly jensenShannon: number;
    readonly stabilityIndex: number;
    readonly statistic: number;
    readonly pValue: number;
  }[];
  readonly wine: {
    readonly columns: Readonly<Record<string, NumberCase>>;
    readonly sharedRows: number;
  };
  readonly attrition: {
    readonly numbers: Readonly<Record<string, NumberCase>>;
    readonly levels: Readonly<Record<string, LevelCase>>;
  };
}

interface TwoSampleCase {
  readonly statistic: number;
  readonly pValue: number;
  readonly wasserstein: number;
}

interface TailCase {
  readonly n: number;
  readonly d: number;
  readonly expected: number;
}

/** Expected comparison of a column, reference first. */
export interface LevelCase {
  readonly distinct: readonly [number, number];
  readonly missing: readonly [number, number];
  readonly psi: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly distance: number;
  readonly added?: readonly string[];
}

/** Expected comparison of a column of numbers, reference first. */
export interface NumberCase extends LevelCase {
  readonly mean: readonly [number, number];
  readonly std: readonly [number, number];
  readonly median: readonly [number, number];
}

/** The recorded answers about two samples and two data sets. */
export const twoSampleOracle = oracleFixture<TwoSampleCases>('comparison');
