import { expect, test } from 'vitest';
import { writeCode } from '../../../src/code/writeCode';
import type { CodeView } from '../../../src/code/codeView';
import { openDuckDB } from '../../../src/engine/data/duckdb';
import {
  codeCases,
  profiledCase,
  sourceOf,
  viewsOf,
  type CodeAnswer,
} from '../../support/codeCases';
import { expectProfileNumbers } from '../../support/codeChecks';
import { temporaryFolder } from '../../support/temporaryFolder';

type Run = (sql: string) => Promise<CodeAnswer>;

/** Runs texts in a DuckDB of their own, as a person would who has pasted them. */
async function inDuckDB(work: (run: Run) => Promise<void>): Promise<void> {
  const duckdb = await openDuckDB({ database: ':memory:', temporaryDirectory: temporaryFolder() });
  const session = await duckdb.connect();
  try {
    await work(async (sql) => {
      const found = await session.query(sql).catch((cause: unknown) => {
        throw new Error(`DuckDB refuses\n${sql}`, { cause });
      });
      const columns = Object.keys(found[0] ?? {});
      return { columns, rows: found.map((row) => columns.map((name) => row[name])) };
    });
  } finally {
    session.close();
    await duckdb.close();
  }
}

test.for(codeCases.filter(({ sql }) => sql !== false))(
  'SQL of $name gives the table, the numbers and the rows of the profile',
  async (example) => {
    const profile = await profiledCase(example, temporaryFolder());
    await inDuckDB(async (sql) => {
      const run = (view: CodeView): Promise<CodeAnswer> =>
        sql(writeCode('sql', sourceOf(profile), view));

      const { columns, rows } = await run({ kind: 'data' });
      expect(rows).toHaveLength(profile.dataset.rows);
      expect(columns).toHaveLength(profile.dataset.columns);
      profile.columns.forEach(({ name, missing }, j) => {
        const found = rows.filter((row) => row[j] === null || Number.isNaN(row[j])).length;
        expect(found, name).toBe(missing.count);
      });

      for (const view of viewsOf(profile)) expectProfileNumbers(view, await run(view), profile);

      for (const alert of profile.alerts) {
        if (alert.sql === null) continue;
        const found = await run({ kind: 'alert', alert });
        expect(found.rows.length, alert.message).toBeGreaterThan(0);
      }
    });
  },
);
