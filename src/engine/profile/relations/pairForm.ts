import type { PairView } from '../../../protocol';
import type { DatasetColumn } from '../../data/dataset';

/** The part of a pair's view that belongs to its kind. */
export type PairForm<Kind extends PairView['kind']> = Omit<
  Extract<PairView, { readonly kind: Kind }>,
  'x' | 'y' | 'n'
>;

/** The two columns of a pair. */
export interface PairAxes {
  readonly x: DatasetColumn;
  readonly y: DatasetColumn;
}
