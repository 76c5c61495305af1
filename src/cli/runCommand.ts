import type { Command } from 'commander';
import type { Progress } from '../protocol';
import { createProgressLine } from './progressLine';
import type { ProgramOptions } from './program';
import { readGlobalSettings, type GlobalSettings } from './settings';

/** What the body of a command works with. */
export interface CommandContext {
  readonly settings: GlobalSettings;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress<unknown>) => void;
}

/**
 * The common course of every command: check the global options, do the work with a progress line, print the document as
 * JSON or as text.
 */
export async function runCommand<Document>(
  command: Command,
  options: ProgramOptions,
  work: (context: CommandContext) => Promise<Document>,
  render: (document: Document) => string,
): Promise<void> {
  const { terminal } = options;
  const settings = readGlobalSettings(command, options.workingFolder);
  const line = createProgressLine(terminal);
  let document: Document;
  try {
    document = await work({ settings, signal: options.signal, onProgress: line.show });
  } finally {
    line.clear();
  }
  terminal.write(settings.json ? `${JSON.stringify(document)}\n` : render(document));
}
