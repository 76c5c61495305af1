import { standingOut, withAlpha } from './color';
import { type Theme } from './themeTokens';

export type { Theme };

/** Dash patterns that go with {@link Theme.series}, so that colour is never the only carrier. */
export const seriesDashes: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3]];

/** The theme in force now. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const token = (fallback: string, ...names: readonly string[]): string => {
    for (const name of names) {
      const value = style.getPropertyValue(`--vscode-${name}`).trim();
      if (value !== '') return value;
    }
    return fallback;
  };
  const highContrast =
    document.body.classList.contains('vscode-high-contrast') ||
    document.body.classList.contains('vscode-high-contrast-light');
  const background = token('transparent', 'editor-background');
  const chartColor = (name: string, fallback: string): string =>
    standingOut(token(fallback, `charts-${name}`), background);
  const blue = chartColor('blue', '#3794ff');
  const orange = chartColor('orange', '#d18616');
  const foreground = token('#888888', 'foreground');
  return {
    foreground,
    muted: highContrast ? foreground : token('#888888', 'descriptionForeground'),
    grid: withAlpha(foreground, highContrast ? 0.35 : 0.14),
    border: highContrast ? token('#888888', 'contrastBorder') : 'transparent',
    background,
    hoverBackground: token('#252526', 'editorHoverWidget-background'),
    hoverForeground: token('#cccccc', 'editorHoverWidget-foreground'),
    hoverBorder: token('#454545', 'editorHoverWidget-border'),
    positive: orange,
    neutral: blue,
    series: [
      blue,
      orange,
      chartColor('purple', '#b180d7'),
      chartColor('green', '#89d185'),
      chartColor('red', '#f14c4c'),
      chartColor('yellow', '#cca700'),
    ],
    fontFamily: token('sans-serif', 'font-family'),
    fontSize: Number.parseFloat(token('13', 'font-size')),
    highContrast,
  };
}

/** Gives the style sheet the same two class colours that charts use. */
export function shareColors({ positive, neutral }: Theme): void {
  document.body.style.setProperty('--positive', positive);
  document.body.style.setProperty('--neutral', neutral);
}

/** Calls `changed` whenever VS Code switches the colour theme of this webview. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}
