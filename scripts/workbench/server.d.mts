export interface Workbench {
  readonly version: string;
  readonly vscode: string;
  readonly main: string;
  readonly node: string;
  readonly ripgrep: string | null;
}

export interface WorkbenchServer {
  readonly port: number;
  readonly pid: number;
  readonly url: string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly root: string;
  readonly extensionsFolder: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly trusted?: boolean;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
}

export function locateWorkbench(version: string): Workbench | null;
export function installExtension(
  workbench: Workbench,
  vsix: string,
  extensionsFolder: string,
): Promise<void>;
export function startServer(workbench: Workbench, options: ServerOptions): Promise<WorkbenchServer>;
