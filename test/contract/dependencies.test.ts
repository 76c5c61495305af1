import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const architecture = readFileSync('ARCHITECTURE.md', 'utf8');
const lock = readFileSync('package-lock.json', 'utf8');

test('every dependency has an exact version', () => {
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test('ARCHITECTURE.md gives a reason for every dependency, and for none that is gone', () => {
  const listed = [...architecture.matchAll(/^\| `([^`]+)` +\| (?:run|build|test) +\|/gm)].map(
    ([, name]) => name,
  );
  const wanted = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(listed.sort()).toEqual(wanted.sort());
});

test('the lock file names no registry', () => {
  expect(lock).not.toMatch(/"resolved":\s*"https?:/);
});

test('the lock file holds the native packages of every platform', () => {
  for (const platform of ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64']) {
    expect(lock).toContain(`node_modules/@duckdb/node-bindings-${platform}"`);
    expect(lock).toContain(`node_modules/@esbuild/${platform}"`);
  }
});
