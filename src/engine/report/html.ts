/** Markup that is safe to put into a page: everything that came from outside was escaped when it was put in. */
export interface Html {
  readonly markup: string;
}

/** What may stand in the holes of {@link html}. Texts and numbers are escaped; lists are joined; null and false are nothing. */
export type HtmlPart = string | number | null | false | undefined | Html | readonly HtmlPart[];

/**
 * A template tag for markup. Every text in a hole is escaped for element content and for quoted attributes; the template's own
 * indentation is dropped.
 *
 * @example
 * html`<b>${'<script>'}</b>`.markup; // '<b>&lt;script&gt;</b>'
 */
export function html(literals: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const markup = literals.reduce(
    (text, literal, i) =>
      text + literal.replace(/\n\s+/g, '\n') + (i < parts.length ? markupOf(parts[i]) : ''),
    '',
  );
  return { markup };
}

function markupOf(part: HtmlPart): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return isList(part) ? part.map(markupOf).join('') : part.markup;
}

function isList(part: Html | readonly HtmlPart[]): part is readonly HtmlPart[] {
  return Array.isArray(part);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A text for element content and quoted attributes, of HTML and of XML such as SVG; control and direction characters are
 * replaced.
 */
export function escapeHtml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (character) => entities[character]!)
      // Control characters are not allowed in HTML; direction marks could make a name read as another.
      .replace(
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g,
        '\ufffd',
      )
  );
}
