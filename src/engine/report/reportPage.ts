import { html, type Html } from './html';
import { reportScript, reportScriptHash } from './reportScript';
import { stylesheet } from './stylesheet';

/** What differs between reports. */
export interface ReportPage {
  readonly title: string;
  /** Id and title of each section that is there. */
  readonly sections: readonly (readonly [id: string, title: string])[];
  /** Stands below the title. */
  readonly lead: Html | null;
  readonly content: readonly (Html | null)[];
  /** Ends the page, after the version and the time. */
  readonly signature: Html;
  readonly productVersion: string;
  /** ISO 8601. */
  readonly generatedAt: string;
  /** Style rules of this report alone. */
  readonly style?: string;
}

const themes = [
  ['auto', 'As my system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

/**
 * A report as one HTML file that needs nothing else: no network, no foreign font, one script of its own, allowed by its hash, for
 * searching. Light or dark by the reader's preference or choice (without the script), and fit for print.
 *
 * @returns the text of the file; the same parts give the same text
 */
export function renderPage(page: ReportPage): string {
  const { title, sections, lead, content, signature, productVersion, generatedAt } = page;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src '${{ markup: reportScriptHash }}'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="Cuvette ${productVersion}" />
        <title>${title} – Cuvette</title>
        <style>
          ${{ markup: `${stylesheet}${page.style ?? ''}` }}
        </style>
      </head>
      <body>
        <header>
          <div class="title">
            <h1>${title}</h1>
            ${themeChoice()}
          </div>
          ${lead}
          <nav aria-label="Sections">
            ${sections.map(([id, name]) => html`<a href="#${id}">${name}</a>`)}
          </nav>
        </header>
        <main>${content}</main>
        <footer>
          Cuvette ${productVersion},
          <time datetime="${generatedAt}"
            >${generatedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time
          >. ${signature}
        </footer>
        ${{ markup: `<script>${reportScript}</script>` }}
      </body>
    </html> `.markup;
}

/** Works by style rules alone: the chosen theme is the checked one. */
function themeChoice(): Html {
  return html`<fieldset class="themes">
    <legend class="hidden">Theme</legend>
    ${themes.map(
      ([id, label], i) =>
        html`<input
            type="radio"
            name="theme"
            id="theme-${id}"
            ${i === 0 ? html` checked` : null}
          /><label for="theme-${id}">${label}</label>`,
    )}
  </fieldset>`;
}
