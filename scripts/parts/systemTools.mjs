import { existsSync } from 'node:fs';
import { debianRemedy, installDebianPackages } from './debian.mjs';
import { which } from './run.mjs';

/** VS Code searches files with it: without it "find a data set in the workspace" finds nothing. */
export const ripgrep = {
  name: 'ripgrep',
  version: 'system',
  wanted: 'always',
  locate() {
    const path = which('rg');
    return path && { CUVETTE_RIPGREP: path };
  },
  build: () => installDebianPackages(['ripgrep']),
  remedy: `Install ripgrep (rg). ${debianRemedy(['ripgrep'])}`,
};

const fontFolders = { 'fonts-dejavu-core': 'dejavu', 'fonts-nanum': 'nanum' };
const fontPackages = Object.keys(fontFolders);

/** Latin and Korean letters on the screenshots; desktop systems bring their own. */
export const fonts = {
  name: 'fonts',
  version: 'system',
  wanted: 'always',
  locate() {
    const isThere = (folder) => existsSync(`/usr/share/fonts/truetype/${folder}`);
    return process.platform !== 'linux' || Object.values(fontFolders).every(isThere) ? {} : null;
  },
  build: () => installDebianPackages(fontPackages),
  remedy: debianRemedy(fontPackages),
};
