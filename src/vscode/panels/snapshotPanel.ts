import { env, l10n, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import { randomBytes } from 'node:crypto';
import {
  type CommonIntent,
  type GridReply,
  type PanelMessage,
  type PanelState,
} from '../../protocol';
import { reportFailure } from '../reportFailure';
import { type Shell } from '../shell';
import { isCommonIntent } from './intents';
import { panelHtml } from './panelHtml';
import { saveChart } from './saveChart';

export interface SnapshotPanelSettings<State extends PanelState, Intent extends { type: string }> {
  readonly shell: Shell;
  readonly viewType: string;
  /** Bundle below `dist/webview`, without extension. */
  readonly bundle: 'profile' | 'run' | 'comparison' | 'grid';
  readonly title: string;
  /** The panel that VS Code brought back, or made for a custom editor; a new one otherwise. */
  readonly restored?: WebviewPanel | undefined;
  readonly initial: State;
  readonly toIntent: (message: unknown) => Intent | undefined;
  /** Carries out the wishes that are special to the panel. */
  readonly onIntent: (intent: Exclude<Intent, CommonIntent>) => Promise<void>;
  readonly onRetry: () => void;
  readonly onCancel: () => void;
  /** Where saved charts go at first. */
  readonly folder: () => Uri | undefined;
  readonly onDispose: () => void;
}

/** A panel that shows one snapshot and is rebuilt from it whenever VS Code recreates its page. */
export interface SnapshotPanel<State extends PanelState> {
  readonly state: State;
  update(change: Partial<State>): void;
  /** Moves the progress line without sending the snapshot again. */
  progress(message: string, fraction: number | null): void;
  /** Answers a single wish; nothing of it is kept. */
  reply(reply: GridReply): void;
  rename(title: string): void;
  reveal(): void;
  dispose(): void;
}

export function createSnapshotPanel<
  State extends PanelState,
  Intent extends { readonly type: string },
>(settings: SnapshotPanelSettings<State, Intent>): SnapshotPanel<State> {
  const { shell, title } = settings;
  const { extensionUri } = shell.context;
  const roots = [
    Uri.joinPath(extensionUri, 'dist', 'webview'),
    Uri.joinPath(extensionUri, 'media'),
  ];
  const panel =
    settings.restored ??
    window.createWebviewPanel(settings.viewType, title, ViewColumn.Active, {
      enableFindWidget: true,
    });
  const { webview } = panel;
  let state = settings.initial;
  let alive = true;

  const push = (): void => {
    post({
      type: 'state',
      state,
      language: env.language,
      translations: l10n.bundle ?? {},
    });
  };
  const post = (message: PanelMessage<State>): void => {
    if (alive) void webview.postMessage(message);
  };

  const common = async (intent: CommonIntent): Promise<void> => {
    switch (intent.type) {
      case 'ready':
        push();
        return;
      case 'retry':
        settings.onRetry();
        return;
      case 'cancel':
        settings.onCancel();
        return;
      case 'showLog':
        shell.log.show();
        return;
      case 'saveChart':
        await saveChart(intent, settings.folder());
        return;
    }
  };

  webview.onDidReceiveMessage((message: unknown) => {
    const intent = settings.toIntent(message);
    if (intent === undefined) {
      shell.log.warn(`${settings.viewType}: a message of the panel was not understood.`);
      return;
    }
    const done = isCommonIntent(intent)
      ? common(intent)
      : settings.onIntent(intent as Exclude<Intent, CommonIntent>);
    done.catch((thrown: unknown) => reportFailure(thrown, shell.log));
  });
  panel.onDidDispose(() => {
    alive = false;
    settings.onDispose();
  });

  webview.options = { enableScripts: true, localResourceRoots: roots };
  panel.title = title;
  panel.iconPath = Uri.joinPath(extensionUri, 'media', 'icon.png');
  webview.html = panelHtml({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    scriptUri: String(
      webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', 'webview', `${settings.bundle}.js`)),
    ),
    styleUri: String(
      webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', 'webview', `${settings.bundle}.css`)),
    ),
    title,
    language: env.language,
  });

  return {
    get state() {
      return state;
    },
    update(change) {
      state = { ...state, ...change };
      post({ type: 'change', change });
    },
    progress: (message, fraction) => post({ type: 'progress', message, fraction }),
    reply: (reply) => post({ type: 'reply', reply }),
    rename: (name) => {
      if (alive) panel.title = name;
    },
    reveal: () => panel.reveal(),
    dispose() {
      panel.dispose();
    },
  };
}
