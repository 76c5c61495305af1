import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a script of test/oracle recorded: expected values from another tool. */
export interface OracleFixture<Cases> {
  readonly tool: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly tolerance: { readonly rtol: number; readonly atol: number };
  readonly cases: Cases;
}

const notInJson: Readonly<Record<string, number>> = {
  NaN: NaN,
  Infinity: Infinity,
  '-Infinity': -Infinity,
};

/** The fixture test/fixtures/oracle/<name>.json, with its "NaN" and "Infinity" strings as numbers. */
export function oracleFixture<Cases>(name: string): OracleFixture<Cases> {
  const path = join(import.meta.dirname, '../fixtures/oracle', `${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8'), (_, value: unknown) =>
    typeof value === 'string' ? (notInJson[value] ?? value) : value,
  ) as OracleFixture<Cases>;
}

/**
 * The largest of |actual − expected| / (atol + rtol·|expected|), at most 1 when everything is within tolerance. A value that
 * is not finite must be met exactly; different lengths are infinitely far apart.
 */
export function worstDeviation(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { rtol, atol }: { readonly rtol: number; readonly atol: number },
): number {
  if (actual.length !== expected.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i]!;
    const e = expected[i]!;
    if (Object.is(a, e)) continue;
    const deviation = Math.abs(a - e) / (atol + rtol * Math.abs(e));
    worst = Math.max(worst, Number.isNaN(deviation) ? Infinity : deviation);
  }
  return worst;
}
