import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Disposable, RelativePattern, Uri, workspace } from 'vscode';

const settleMs = 300;

/** Notices that a file is no longer the one that was read. */
export interface DataFileWatch {
  /** The file is being read now: what comes later is a change. */
  reset(): Promise<void>;
  dispose(): void;
}

/** Watches a file inside or outside the workspace; `onChange` is called when its size or time is another one than at the last reset. */
export function watchDataFile(file: string, onChange: () => void): DataFileWatch {
  let known: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const pattern = new RelativePattern(
    Uri.file(path.dirname(file)),
    literalPattern(path.basename(file)),
  );
  const watcher = workspace.createFileSystemWatcher(pattern);
  const look = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void stateOf(file).then((state) => {
        if (known !== undefined && state !== known) onChange();
      });
    }, settleMs);
  };
  const subscriptions = Disposable.from(
    watcher,
    watcher.onDidChange(look),
    watcher.onDidCreate(look),
    watcher.onDidDelete(look),
  );
  return {
    reset: async () => {
      known = await stateOf(file);
    },
    dispose: () => {
      clearTimeout(timer);
      subscriptions.dispose();
    },
  };
}

/** A glob that means nothing but this name. */
function literalPattern(name: string): string {
  return name.replace(/[*?[{]/g, '[$&]');
}

async function stateOf(file: string): Promise<string> {
  const facts = await stat(file).catch(() => undefined);
  return facts === undefined ? '' : `${facts.size} ${facts.mtimeMs}`;
}
