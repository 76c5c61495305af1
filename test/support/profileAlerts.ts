import { type ProfileAlert } from '../../src/protocol';

/** An alert with what a test cares about. */
export function profileAlert(part: Partial<ProfileAlert>): ProfileAlert {
  return {
    code: 'SKEWED',
    severity: 'info',
    columns: ['a'],
    message: 'a is skewed.',
    why: 'Because.',
    value: 1,
    threshold: null,
    thresholdName: null,
    sql: null,
    where: null,
    actions: [],
    ...part,
  };
}
