import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

interface Command {
  readonly command: string;
  readonly title: string;
  readonly shortTitle?: string;
  readonly category?: string;
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(path.join(root, name), 'utf8'));
}

const { contributes } = readJson('package.json') as {
  contributes: { commands: readonly Command[] };
};
const texts = readJson('package.nls.json') as Readonly<Record<string, string>>;

const resolve = (text: string): string => texts[text.replaceAll('%', '')] ?? text;

/** The title of a command as menus show it. */
export function menuTitle(id: string): string {
  const command = contributes.commands.find((candidate) => candidate.command === id);
  if (!command) throw new Error(`package.json contributes no command ${id}.`);
  return resolve(command.title);
}

/** The title of a command as the palette shows it. */
export function paletteTitle(id: string): string {
  const command = contributes.commands.find((candidate) => candidate.command === id);
  const category = command?.category === undefined ? '' : `${resolve(command.category)}: `;
  return category + menuTitle(id);
}
