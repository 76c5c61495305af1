import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchWorkbench, type LaunchOptions, type WorkbenchWindow } from './workbench';

/** One window for all tests of a file, with a picture of it wherever a test fails. */
export function useWorkbench(options: LaunchOptions): () => WorkbenchWindow {
  let window: WorkbenchWindow | undefined;
  const opened = (): WorkbenchWindow => {
    if (!window) throw new Error('The workbench did not start.');
    return window;
  };
  beforeAll(async () => {
    window = await launchWorkbench(options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await window?.screenshot(`failed ${task.name}`);
  });
  afterAll(async () => {
    await window?.close();
  });
  return opened;
}

/** No error on the console, no violated content security policy, nothing asked of another machine. */
export function expectNoOffences({ offences }: WorkbenchWindow): void {
  expect(offences.cspViolations).toEqual([]);
  expect(offences.consoleErrors).toEqual([]);
  expect(offences.foreignRequests()).toEqual([]);
}
