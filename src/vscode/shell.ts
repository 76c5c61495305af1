import { type ExtensionContext, type LogOutputChannel } from 'vscode';
import { type Engine } from '../rpc/engineProcess';
import { type RunStores } from './runStores';

/** What every command, tree and panel of the extension works with. */
export interface Shell {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  /** Asks the engine; the process starts with the first call. */
  readonly engine: Engine;
  readonly stores: RunStores;
}
