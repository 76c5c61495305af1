import { type Translations } from '../../src/protocol';

let translations: Translations = {};

/** Sets the person's language for every later {@link t}. */
export function useTranslations(texts: Translations): void {
  translations = texts;
}

/** The text in the person's language, with `{0}`, `{1}`, … replaced; the rules of `vscode.l10n.t`. */
export function t(source: string, ...values: readonly (string | number)[]): string {
  const text = translations[source] ?? source;
  return text.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? whole : String(value);
  });
}
