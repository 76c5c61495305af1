import { defineConfig } from 'vitest/config';

const project = (name: string, options: object = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    env: { CUVETTE_RESULT_CACHE: 'off' },
    ...options,
  },
});

/**
 * `unit` and `contract` need nothing but node_modules; `integration` needs the bundles of `npm run build`; `interop` needs
 * the Python environment, and `e2e` the workbench, of `npm run test:parts`.
 */
export default defineConfig({
  test: {
    projects: [
      project('unit', { testTimeout: 30_000 }),
      project('contract', { testTimeout: 30_000 }),
      project('integration', { testTimeout: 60_000, fileParallelism: false }),
      project('interop', { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false }),
      project('e2e', { testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false }),
    ],
  },
});
