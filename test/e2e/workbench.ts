import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  chromium,
  type Browser,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright-core';
import { startServer, type WorkbenchServer } from '../../scripts/workbench/server.mjs';
import { installedExtensions, workbenchUnderTest, workbenchVersion } from './extensionUnderTest';
import { watchOffences, type Offences } from './offences';
import { descendants } from './processes';

/** Colour themes that every VS Code brings, with the class that its window then carries. */
const themes = {
  dark: { name: 'Default Dark Modern', label: 'Dark Modern', mark: 'vs-dark' },
  light: { name: 'Default Light Modern', label: 'Light Modern', mark: 'vs' },
  highContrast: { name: 'Default High Contrast', label: 'Dark High Contrast', mark: 'hc-black' },
  highContrastLight: {
    name: 'Default High Contrast Light',
    label: 'Light High Contrast',
    mark: 'hc-light',
  },
} as const;

export type Theme = keyof typeof themes;

export const themeNames = Object.keys(themes) as Theme[];

/** Files by their name inside a folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface LaunchOptions {
  /** Folders to open, by name; none opens an empty window, several a multi-root workspace. */
  readonly folders: Readonly<Record<string, Files>>;
  /** False opens the window in Restricted Mode. */
  readonly trusted?: boolean;
  readonly theme?: Theme;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A real VS Code window with the extension installed, driven through its page. */
export interface WorkbenchWindow {
  readonly page: Page;
  readonly offences: Offences;
  /** Absolute path of a file or folder, by the folder's name and the path inside. */
  readonly pathOf: (...segments: readonly string[]) => string;
  readonly explorerRow: (name: string) => Locator;
  /** Opens the context menu of a file in the explorer, or of another row, and chooses an item. */
  readonly rightClick: (target: string | Locator, item: string) => Promise<void>;
  /** Runs a command from the palette by its title. */
  readonly runCommand: (title: string) => Promise<void>;
  /** The drawn content of the visible panel whose tab shows this title. */
  readonly panel: (tabTitle: string | RegExp) => Promise<FrameLocator>;
  /** Shows the extension's side bar and gives its tree rows. */
  readonly treeRows: () => Promise<Locator>;
  /** Answers VS Code's own file dialog, for opening or saving, with a path. */
  readonly answerFileDialog: (file: string) => Promise<void>;
  readonly notification: (text: string | RegExp) => Locator;
  /** The open quick pick: its rows, its title. */
  readonly quickPick: { readonly rows: Locator; readonly title: Locator; readonly input: Locator };
  /** Process ids of the extension's children that run this bundle, e.g. `engineMain.js`. */
  readonly processes: (bundle: string) => number[];
  readonly setTheme: (theme: Theme) => Promise<void>;
  /** Keeps a picture of the window in out/screenshots. */
  readonly screenshot: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const paletteTimeoutMs = 3000;
const paletteAttempts = 5;
const activityIcon = '.activitybar a.action-label[aria-label^="Cuvette"]';
const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const screenshots = join(import.meta.dirname, '../../out/screenshots', workbenchVersion);

/** Starts VS Code and a browser on it; resolves when the extension's contributions are there. */
export async function launchWorkbench(options: LaunchOptions): Promise<WorkbenchWindow> {
  const workbench = workbenchUnderTest();
  const extensionsFolder = await installedExtensions(workbench);
  const root = await mkdtemp(join(tmpdir(), 'cuvette e2e 한글 '));
  let server: WorkbenchServer | undefined;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server?.stop();
    await rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await writeFolders(root, options.folders);
    const settings = {
      'workbench.colorTheme': themes[options.theme ?? 'dark'].name,
      'security.workspace.trust.startupPrompt': 'never',
      ...options.settings,
    };
    const networkLog = join(root, 'connections.log');
    server = await startServer(workbench, {
      root,
      extensionsFolder,
      trusted: options.trusted ?? true,
      settings,
      env: { CUVETTE_NETWORK_LOG: networkLog },
      nodeArguments: ['--require', join(import.meta.dirname, 'networkWatch.cjs')],
    });
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: browserFlags,
    });
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1400, height: 900 },
    });
    const page = await context.newPage();
    const offences = await watchOffences(context, page, networkLog);
    await page.goto(server.url + (await query(root, Object.keys(options.folders))));
    await page.locator(activityIcon).waitFor({ timeout: 60_000 });
    return createWindow({ page, offences, root, serverPid: server.pid, close });
  } catch (error) {
    await close();
    throw error;
  }
}

async function writeFolders(root: string, folders: LaunchOptions['folders']): Promise<void> {
  for (const [folder, files] of Object.entries(folders)) {
    await mkdir(join(root, folder), { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, folder, name)), { recursive: true });
      await writeFile(join(root, folder, name), content);
    }
  }
}

async function query(root: string, folders: readonly string[]): Promise<string> {
  const [first, second] = folders;
  if (first === undefined) return '?ew=true';
  if (second === undefined) return `?folder=${encodeURIComponent(join(root, first))}`;
  const file = join(root, 'several.code-workspace');
  await writeFile(file, JSON.stringify({ folders: folders.map((path) => ({ path })) }));
  return `?workspace=${encodeURIComponent(file)}`;
}

interface RunningWindow {
  readonly page: Page;
  readonly offences: Offences;
  readonly root: string;
  readonly serverPid: number;
  readonly close: () => Promise<void>;
}

function createWindow(running: RunningWindow): WorkbenchWindow {
  const { page, offences, root, serverPid, close } = running;
  const quickPick = {
    rows: page.locator('.quick-input-list .monaco-list-row'),
    title: page.locator('.quick-input-title'),
    input: page.locator('.quick-input-box input'),
  };
  const explorerRow = (name: string): Locator =>
    page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });

  async function runCommand(title: string): Promise<void> {
    const row = quickPick.rows.filter({ hasText: title }).first();
    // The palette lists what is enabled when it opens; trust and contributions settle a moment after the window is there.
    for (let attempt = 1; ; attempt++) {
      await page.keyboard.press('F1');
      await quickPick.input.waitFor();
      await quickPick.input.fill(`>${title}`);
      const found = await row.waitFor({ timeout: paletteTimeoutMs }).then(
        () => true,
        () => false,
      );
      if (found || attempt === paletteAttempts) break;
      await page.keyboard.press('Escape');
    }
    await row.click();
  }

  return {
    page,
    offences,
    quickPick,
    explorerRow,
    runCommand,
    pathOf: (...segments) => join(root, ...segments),
    close,
    notification: (text) =>
      page.locator('.notification-toast, .notification-list-item', { hasText: text }).first(),
    processes: (bundle) => descendants(serverPid, bundle).map(({ pid }) => pid),

    async rightClick(target, item) {
      const row = typeof target === 'string' ? explorerRow(target).first() : target;
      await chooseFromMenu(page, row, item);
    },

    async panel(tabTitle) {
      await page.locator('.tabs-container .tab', { hasText: tabTitle }).first().click();
      const content = page
        .locator('iframe.webview.ready:visible')
        .contentFrame()
        .locator('iframe#active-frame')
        .contentFrame();
      await content.locator('body[data-ready="1"]').waitFor({ timeout: 60_000 });
      return content;
    },

    async treeRows() {
      const rows = page.locator('.pane-body .customview-tree .monaco-list-row');
      const view = page.locator('.part.sidebar .composite.title', { hasText: /cuvette/i });
      if (!(await view.isVisible())) await page.locator(activityIcon).click();
      await view.waitFor();
      return rows;
    },

    async answerFileDialog(file) {
      // The dialog overwrites what is typed before it has listed its first folder.
      for (let attempt = 0; ; attempt++) {
        // Rows are used again, with the hidden texts of the pick before.
        await quickPick.rows.locator('.label-name', { hasText: /^\.\.$/ }).waitFor();
        await quickPick.input.fill(file);
        await page.keyboard.press('Enter');
        try {
          await quickPick.input.waitFor({ state: 'hidden', timeout: 5_000 });
          return;
        } catch (error) {
          if (attempt === 5) throw error;
        }
      }
    },

    async setTheme(theme) {
      await runCommand('Preferences: Color Theme');
      await quickPick.input.fill(themes[theme].label);
      await quickPick.rows.filter({ hasText: themes[theme].label }).first().click();
      await quickPick.input.waitFor({ state: 'hidden' });
      await page.locator(`.monaco-workbench.${themes[theme].mark}`).first().waitFor();
    },

    async screenshot(name) {
      await mkdir(screenshots, { recursive: true });
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
    },
  };
}

/**
 * Opens a context menu and chooses an item: by hovering and Enter, because a menu ignores clicks right after it opened.
 * Entries of an extension can arrive after its icon does: then the menu is closed and opened again.
 */
async function chooseFromMenu(page: Page, target: Locator, item: string): Promise<void> {
  const entry = page.locator('.context-view .action-item', { hasText: item }).first();
  for (let attempt = 0; ; attempt++) {
    await target.click({ button: 'right' });
    try {
      await entry.hover({ timeout: 3_000 });
      await page.keyboard.press('Enter');
      await entry.waitFor({ state: 'hidden', timeout: 3_000 });
      return;
    } catch (error) {
      if (attempt === 5) throw error;
      await page.keyboard.press('Escape');
    }
  }
}
