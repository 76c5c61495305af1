import { CuvetteError } from '../../protocol';
import type { DuckDBSession } from '../data/duckdb';
import { scriptError, type ScriptSource } from './scriptError';
import { sqlStatements, type SqlStatement } from './sqlStatements';

const lastKeywords = /^(select|with|from|values|table|pivot|unpivot|\()/i;
const earlierKeywords =
  /^create\s+(or\s+replace\s+)?(temp\s+|temporary\s+)?(recursive\s+)?(table|view|macro|function|type|sequence)\b|^set\s+variable\b/i;

/**
 * Runs the statements of a script but the last, which is the result: CREATE TABLE, VIEW, MACRO, TYPE, SEQUENCE and SET
 * VARIABLE may come before it.
 *
 * @returns the last statement, checked: it is a SELECT (or WITH, FROM, VALUES, PIVOT, …) that the engine can plan
 * @throws {CuvetteError} SCRIPT_FAILED with line, column and the line itself; OUT_OF_MEMORY; DISK_FULL; CANCELLED.
 */
export async function runSqlScript(
  session: DuckDBSession,
  script: ScriptSource,
  signal?: AbortSignal,
): Promise<SqlStatement> {
  const statements = sqlStatements(script.text);
  const last = statements.at(-1);
  if (last === undefined) {
    throw scriptError(script, 'The script holds no statement.', undefined, {
      hint: 'It must end with a SELECT, whose rows become the output.',
    });
  }
  for (const statement of statements.slice(0, -1)) {
    if (!earlierKeywords.test(plain(statement.text))) throw notAllowed(script, statement);
    await atStatement(script, statement, 0, () => session.run(statement.text, signal));
  }
  if (!lastKeywords.test(last.text)) throw notASelect(script, last);
  await checkNames(session, script, last, signal);
  return last;
}

/**
 * Does something with a statement; what the engine says about it is told with the place in the script. `offset` bytes stand
 * before the statement in what the engine is given.
 */
export async function atStatement<Result>(
  script: ScriptSource,
  statement: SqlStatement,
  offset: number,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw engineError(script, statement, offset, CuvetteError.from(thrown));
  }
}

const describePrefix = 'DESCRIBE (\n';

async function checkNames(
  session: DuckDBSession,
  script: ScriptSource,
  last: SqlStatement,
  signal?: AbortSignal,
): Promise<void> {
  const columns = await atStatement(script, last, describePrefix.length, () =>
    session.query(`${describePrefix}${last.text}\n)`, signal),
  );
  const seen = new Set<string>();
  for (const { column_name: name } of columns) {
    if (seen.has(String(name))) {
      throw scriptError(
        script,
        `The result has two columns called "${String(name)}".`,
        last.start,
        {
          hint: 'Give one of them another name with AS, or choose the columns instead of *.',
        },
      );
    }
    seen.add(String(name));
  }
}

function notAllowed(script: ScriptSource, { text, start }: SqlStatement): CuvetteError {
  const keyword = /^\S+/.exec(text)?.[0].toUpperCase();
  return scriptError(
    script,
    `${keyword} cannot stand in a preparation script before its last statement.`,
    start,
    {
      hint: 'CREATE TABLE, VIEW, MACRO, TYPE and SEQUENCE and SET VARIABLE may come first; the last statement is a SELECT.',
    },
  );
}

function notASelect(script: ScriptSource, { text, start }: SqlStatement): CuvetteError {
  const keyword = /^\S+/.exec(text)?.[0].toUpperCase();
  return scriptError(script, `The last statement is ${keyword}, not a SELECT.`, start, {
    hint: 'End the script with a SELECT: its rows become the output. Cuvette writes the file itself.',
  });
}

/** What DuckDB says with `errors_as_json`; a parser's error has its kind in front of it. */
function engineError(
  script: ScriptSource,
  statement: SqlStatement,
  offset: number,
  error: CuvetteError,
): CuvetteError {
  const text = error.details?.['engineMessage'];
  if (error.code !== 'INTERNAL' || typeof text !== 'string') return error;
  const said = parsed(text.slice(Math.max(0, text.indexOf('{'))));
  const message = said?.exception_message ?? text.split('\n', 1)[0]!;
  if (said?.exception_type === 'Out of Memory') {
    return new CuvetteError(
      'OUT_OF_MEMORY',
      'The script needed more memory than its limit allows.',
      {
        hint: 'Raise the memory limit (--memory, or the setting).',
        details: { engineMessage: message },
        cause: error,
      },
    );
  }
  const at = statement.start + indexOfByte(statement.text, Number(said?.position ?? 0) - offset);
  if (said?.exception_type === 'Permission') {
    return scriptError(script, 'A preparation script can reach its inputs only.', at, {
      hint: 'Name further files as inputs; they are tables in the script. The output is written by Cuvette.',
      cause: error,
    });
  }
  const sentence = message.split('\n').join('; ').replace(/!;/g, ';').replace(/!$/, '.');
  return scriptError(script, sentence, at, { cause: error });
}

interface EngineMessage {
  readonly exception_type?: string;
  readonly exception_message?: string;
  readonly position?: string;
}

function parsed(json: string): EngineMessage | undefined {
  try {
    return JSON.parse(json) as EngineMessage;
  } catch {
    return undefined;
  }
}

/** Index of the character at a position that the engine counts in bytes of UTF-8, within the text. */
function indexOfByte(text: string, byte: number): number {
  if (byte <= 0) return 0;
  return Math.min(Buffer.from(text).subarray(0, byte).toString('utf8').length, text.length);
}

/** A statement without the comments between its first words. */
function plain(text: string): string {
  return text
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\s+/g, ' ')
    .trimStart();
}
