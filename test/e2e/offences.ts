import { readFileSync } from 'node:fs';
import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core';

/** What must not happen in the browser while the extension is used. */
export interface Offences {
  /** Errors on the console, uncaught ones included, without what the workbench itself is known to say. */
  readonly consoleErrors: string[];
  /** Violations of a content security policy inside webviews. */
  readonly cspViolations: string[];
  /** Requests of the browser, and connections of the Node processes, to anything but this machine. */
  foreignRequests(): string[];
}

/** What VS Code served without a marketplace and without TLS says by itself, with any extension or none. */
const knownNoise = [
  /Failed to load resource: the server responded with a status of 404/,
  /A bad HTTP response code \(404\) was received when fetching the script/,
  /\[Service Worker\] registration TypeError: .*_static\/out\/browser\/serviceWorker\.js/,
  /An unknown error occurred when fetching the script/,
  /open-vsx\.org/,
  /native-watchdog/,
  /\[lifecycle\] Long running operations during shutdown are unsupported in the web/,
  /Unable to write file 'vscode-log:.*IndexedDB database 'vscode-web-db' is closed/,
  /Timed out waiting for authentication provider 'github' to register/,
];

const cspMark = '[csp violation]';

/** Runs in every frame before its own scripts. */
const reportViolations = `
document.addEventListener('securitypolicyviolation', (event) => {
  const place = event.sourceFile + ':' + event.lineNumber;
  console.error('${cspMark}', event.effectiveDirective, event.blockedURI, place, event.sample);
});`;

/** Watches every frame of the browser context from now on. */
export async function watchOffences(
  context: BrowserContext,
  page: Page,
  networkLog: string,
): Promise<Offences> {
  const requests: string[] = [];
  const offences: Offences = {
    consoleErrors: [],
    cspViolations: [],
    foreignRequests: () => [...requests, ...linesOf(networkLog)],
  };
  await context.addInitScript({ content: reportViolations });
  context.on('request', (request) => {
    const url = request.url();
    if (!isLocal(url)) requests.push(url.slice(0, 200));
  });
  page.on('console', (message) => record(message, offences));
  page.on('pageerror', (error) => offences.consoleErrors.push(error.stack ?? error.message));
  return offences;
}

function record(message: ConsoleMessage, offences: Offences): void {
  if (message.type() !== 'error') return;
  const text = message.text();
  const line = `${text.slice(0, 1000)} (${message.location().url})`;
  if (text.startsWith(cspMark)) offences.cspViolations.push(line);
  else if (!knownNoise.some((noise) => noise.test(line))) offences.consoleErrors.push(line);
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n');
  } catch {
    return [];
  }
}

/** Addresses below `vscode-cdn.net` are those of webview resources, which a service worker answers from the server. */
function isLocal(address: string): boolean {
  if (/^(data|blob|about|chrome|vscode-[a-z]+):/.test(address)) return true;
  const { hostname } = new URL(address);
  return hostname === '127.0.0.1' || hostname.endsWith('.vscode-resource.vscode-cdn.net');
}
