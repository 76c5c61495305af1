import type { DatasetRequest } from './dataset';
import type { ClassBox } from './profile';
import type { Reasons } from './reasons';

/** Request to show two columns against each other. */
export interface PairParams {
  readonly dataset: DatasetRequest;
  readonly x: string;
  readonly y: string;
  readonly sample?: number;
  readonly seed?: number;
  readonly memory?: string;
  readonly threads?: number;
}

/** Two columns against each other; the fields of its kind only. `n` counts the rows with both present. */
export type PairView = Reasons & {
  readonly x: string;
  readonly y: string;
  readonly n: number;
} & (
    | { readonly kind: 'points'; readonly points: readonly (readonly [number, number])[] }
    /** Too many points to draw one by one: counts over a grid of bins, `counts[row][column]` with rows along y. */
    | {
        readonly kind: 'bins';
        readonly xEdges: readonly number[];
        readonly yEdges: readonly number[];
        readonly counts: readonly (readonly number[])[];
      }
    /** A number over the levels of a category; `numeric` names the number's column. */
    | { readonly kind: 'boxes'; readonly numeric: 'x' | 'y'; readonly boxes: readonly ClassBox[] }
    /** Two categories: `counts[i][j]` of level i of x and j of y; rarer levels together in the last one, `other`. */
    | {
        readonly kind: 'table';
        readonly xLevels: readonly string[];
        readonly yLevels: readonly string[];
        readonly counts: readonly (readonly number[])[];
      }
    /** A number over time: mean and quartiles per stretch. */
    | {
        readonly kind: 'timeline';
        readonly time: 'x' | 'y';
        readonly edges: readonly string[];
        readonly counts: readonly number[];
        readonly mean: readonly (number | null)[];
        readonly q1: readonly (number | null)[];
        readonly q3: readonly (number | null)[];
      }
    | { readonly kind: 'none'; readonly reason: string }
  );
