import { onTestFinished } from 'vitest';
import { createLocalCaller } from '../../src/cli/localCaller';
import { createService } from '../../src/engine/service/createService';
import type { Caller } from '../../src/protocol';
import { productVersion } from '../../src/version';

/** The engine's service in this very process, closed at the end of the test. It starts no job. */
export function openedService(): Caller {
  const service = createService({
    productVersion,
    modulePath: __filename,
    jobModulePath: 'no jobs here',
    preparationModulePath: 'no scripts here',
    log: (line) => {
      throw new Error(`Logged: ${line}`);
    },
  });
  onTestFinished(() => service.dispose());
  return createLocalCaller(service);
}
