import { type ColumnProfile } from '../../src/protocol';

/** A categorical column with what a test cares about. */
export function columnProfile(
  part: Partial<ColumnProfile> & { readonly name: string },
): ColumnProfile {
  return {
    index: 0,
    type: 'categorical',
    typeReason: 'test',
    role: 'feature',
    storageType: 'VARCHAR',
    missing: { count: 0, rate: 0 },
    distinct: { count: 3, exact: true },
    ...part,
  };
}
