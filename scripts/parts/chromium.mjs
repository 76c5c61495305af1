import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { debianRemedy, installDebianPackages } from './debian.mjs';
import { which } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const base = process.env[name];
    return base
      ? [
          join(base, 'Google/Chrome/Application/chrome.exe'),
          join(base, 'Microsoft/Edge/Application/msedge.exe'),
        ]
      : [];
  }),
};

function findChromium() {
  const given = process.env.CHROMIUM;
  if (given) return existsSync(given) ? given : null;
  const installed = applications[process.platform]?.find((path) => existsSync(path));
  return installed ?? names.map(which).find((path) => path !== null) ?? null;
}

/** The browser that drives the workbench in the end-to-end tests. */
export const chromium = {
  name: 'chromium',
  version: 'system',
  wanted: 'always',
  locate() {
    const path = findChromium();
    return path && { CHROMIUM: path };
  },
  build: () => installDebianPackages(['chromium']),
  remedy: `Install Chromium or Chrome, or name one in CHROMIUM. ${debianRemedy(['chromium'])}`,
};
