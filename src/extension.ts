import { type ExtensionContext } from 'vscode';
import { productVersion } from './version';
import { activateExtension } from './vscode/activateExtension';

/** Called by VS Code when a command, the Runs view or a panel of Cuvette is first used. */
export function activate(context: ExtensionContext): void {
  activateExtension(context, productVersion);
}
