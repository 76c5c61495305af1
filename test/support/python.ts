import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';

/** The Python that has MLflow (`npm run test:parts` makes it), or `undefined`. */
export const interopPython = process.env['CUVETTE_PYTHON'];

/** Starts a script of test/interop/python. */
export function startPython(
  script: string,
  args: readonly string[],
): ChildProcessWithoutNullStreams {
  if (interopPython === undefined) throw new Error('CUVETTE_PYTHON names no Python.');
  const path = join(import.meta.dirname, '../interop/python', script);
  return spawn(interopPython, [path, ...args], { env: { ...process.env, PYTHONUTF8: '1' } });
}

/** What a script of test/interop/python prints, parsed as JSON; it is given `input` as JSON on its standard input. */
export async function askPython(
  script: string,
  args: readonly string[],
  input?: unknown,
): Promise<unknown> {
  const child = startPython(script, args);
  if (input !== undefined) child.stdin.write(JSON.stringify(input));
  child.stdin.end();
  const [output, errors, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve) => child.once('exit', resolve)),
  ]);
  if (code !== 0) throw new Error(`${script} ended with ${code ?? 'a signal'}:\n${errors}`);
  return JSON.parse(output);
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
