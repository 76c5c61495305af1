import path from 'node:path';
import { openDuckDB, type DuckDBSession } from '../data/duckdb';
import { sqlList, sqlLiteral } from '../data/sqlText';
import { quoted } from './sqlNames';
import type { StagedInput } from './stageInputs';

/** The database that a script works in. */
export interface ScriptDatabase {
  readonly session: DuckDBSession;
  close(): Promise<void>;
}

/** Options of {@link openScriptDatabase}. */
export interface ScriptDatabaseOptions {
  /** The database that `stageInputs` made. */
  readonly staged: string;
  /** Folder for what queries spill. */
  readonly folder: string;
  /** The only file that may be written. */
  readonly output: string;
  readonly memory?: string | undefined;
}

/** Seed of SQL's random() and of JavaScript's Math.random() in a script. */
export const scriptSeed = 0;

/**
 * Opens the database of a script: its inputs are read-only views under their names, and nothing else can be reached. No file
 * but the output may be read or written, nothing attached, installed or loaded, and no setting changed.
 *
 * Statements run on one thread: the order of groups and the last digits of sums would otherwise depend on how threads happen
 * to interleave, and the same script on the same inputs would not write the same bytes. `random()` begins with a fixed seed.
 */
export async function openScriptDatabase(
  inputs: readonly StagedInput[],
  { staged, folder, output, memory }: ScriptDatabaseOptions,
): Promise<ScriptDatabase> {
  const duckdb = await openDuckDB({
    database: ':memory:',
    temporaryDirectory: path.join(folder, 'spill'),
    threads: 1,
    memory,
  });
  try {
    const session = await duckdb.connect();
    await session.run(`ATTACH ${sqlLiteral(staged)} AS staged (READ_ONLY)`);
    for (const { name, alias, relation } of inputs) {
      const names = alias === undefined ? [name] : [name, alias];
      for (const view of names) {
        await session.run(`CREATE VIEW ${quoted(view)} AS SELECT * FROM ${relation}`);
      }
    }
    await session.run(`SELECT setseed(${scriptSeed})`);
    await session.run(`SET allowed_paths = ${sqlList([output])}`);
    await session.run('SET enable_external_access = false');
    await session.run('SET errors_as_json = true');
    await session.run('SET lock_configuration = true');
    return {
      session,
      close: async () => {
        session.close();
        await duckdb.close();
      },
    };
  } catch (error) {
    await duckdb.close();
    throw error;
  }
}
