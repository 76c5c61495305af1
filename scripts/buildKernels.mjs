// Compiles the AssemblyScript kernels and writes each as a TypeScript module that holds the binary, so that esbuild, vitest and
// every platform load them the same way. The result is committed; a unit test compiles again and compares.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import asc from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('../src/engine/kernels', import.meta.url));

/** Kernels by name: `assembly/<name>.ts` becomes `generated/<name>.wasm.ts`. */
export const kernels = ['neighbours'];

const flags = [
  ['--runtime', 'stub', '--noAssert', '--use', 'abort='],
  ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  ['--enable', 'simd', '--enable', 'threads', '--enable', 'bulk-memory'],
  ['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge'],
].flat();

/** Where the generated module of a kernel lies. */
export function generatedPath(name) {
  return path.join(folder, `generated/${name}.wasm.ts`);
}

/** The text of a kernel's generated module, compiled from its source. */
export async function compileKernel(name) {
  const source = `${name}.ts`;
  const binary = `${name}.wasm`;
  const written = new Map();
  const { error, stderr } = await asc.main([source, '--outFile', binary, ...flags], {
    readFile: (file) =>
      file === source ? readFileSync(path.join(folder, 'assembly', file), 'utf8') : null,
    writeFile: (file, contents) => void written.set(file, contents),
    listFiles: () => [],
  });
  if (error !== null) throw new Error(`${source} does not compile.\n${String(stderr)}`);
  const lines = Buffer.from(written.get(binary))
    .toString('base64')
    .match(/.{1,90}/g);
  return [
    `// Generated from assembly/${source} by scripts/buildKernels.mjs. Do not edit.`,
    '',
    `/** The WebAssembly binary of the ${name} kernel, in base64. */`,
    `export const ${name}Wasm =`,
    lines.map((line) => `  '${line}'`).join(' +\n') + ';',
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const name of kernels) {
    const text = await compileKernel(name);
    writeFileSync(generatedPath(name), text);
    console.log(`${path.relative(process.cwd(), generatedPath(name))}: ${text.length} characters`);
  }
}
