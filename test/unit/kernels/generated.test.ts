import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { compileKernel, generatedPath, kernels } from '../../../scripts/buildKernels.mjs';

test.each(kernels)('the committed binary of %s is what its source compiles to', async (name) => {
  expect(readFileSync(generatedPath(name), 'utf8')).toBe(await compileKernel(name));
});
