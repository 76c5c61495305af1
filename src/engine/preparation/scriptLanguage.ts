import path from 'node:path';
import { CuvetteError, type Lineage } from '../../protocol';

/** Language of a preparation script. */
export type ScriptLanguage = Lineage['script']['language'];

const languages: Readonly<Record<string, ScriptLanguage>> = {
  '.sql': 'sql',
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
};

/**
 * The language of a script, by its extension.
 *
 * @throws {CuvetteError} FORMAT_UNSUPPORTED for any other extension.
 */
export function scriptLanguage(script: string): ScriptLanguage {
  const extension = path.extname(script).toLowerCase();
  const language = languages[extension];
  if (language !== undefined) return language;
  throw new CuvetteError(
    'FORMAT_UNSUPPORTED',
    `${path.basename(script)} is not a preparation script: its extension is "${extension}".`,
    {
      hint: 'A preparation script is a .sql file (DuckDB) or a .ts or .js file (danfojs).',
      details: { path: script, extension },
    },
  );
}
