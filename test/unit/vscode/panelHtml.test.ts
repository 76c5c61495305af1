import { expect, test } from 'vitest';
import { contentSecurityPolicy, panelHtml } from '../../../src/vscode/panels/panelHtml';

const page = {
  cspSource: 'https://*.vscode-cdn.net',
  nonce: 'n0nce',
  scriptUri: 'https://x.vscode-cdn.net/dist/webview/profile.js',
  styleUri: 'https://x.vscode-cdn.net/dist/webview/profile.css',
  title: 'a "quoted" <name>.csv',
  language: 'ko',
};

function directives(policy: string): Record<string, string> {
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name, ...values] = directive.split(' ');
      return [name!, values.join(' ')];
    }),
  );
}

test('nothing is allowed but our script by its nonce and our own styles, fonts and drawn pictures', () => {
  expect(directives(contentSecurityPolicy(page))).toEqual({
    'default-src': "'none'",
    'script-src': "'nonce-n0nce'",
    'style-src': page.cspSource,
    'font-src': page.cspSource,
    'img-src': `${page.cspSource} data:`,
  });
});

test('no directive allows inline code or evaluation', () => {
  expect(contentSecurityPolicy(page)).not.toMatch(
    /unsafe-|\*(?!\.vscode)|https?:(?!\/\/\*\.vscode)/,
  );
});

test('the page carries the policy, and its only script the nonce', () => {
  const html = panelHtml(page);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  expect(policy).toBe(contentSecurityPolicy(page));
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain(`<script nonce="n0nce" src="${page.scriptUri}"></script>`);
  expect(html).not.toMatch(/<style|style="|onload=|onclick=/);
});

test('a file name cannot become markup', () => {
  const html = panelHtml({ ...page, title: '</title><script>alert(1)</script>' });
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain('&lt;script&gt;');
});

test('the page names its language and has a title', () => {
  const html = panelHtml(page);
  expect(html).toContain('<html lang="ko">');
  expect(html).toContain('<title>a &quot;quoted&quot; &lt;name&gt;.csv</title>');
});
