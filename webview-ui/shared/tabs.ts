import { html } from './dom';

export interface Tab {
  readonly id: string;
  readonly label: string;
  /** Number beside the label; left out when undefined. */
  readonly count?: string;
  /** Builds the page; called when the tab is first shown. */
  readonly content: () => HTMLElement;
}

/** Tabs of the WAI-ARIA pattern with automatic activation: arrow keys, Home and End move and select. */
export function tabs(
  label: string,
  pages: readonly Tab[],
  selected: string,
  onSelect: (id: string) => void,
): HTMLElement {
  const panels = new Map<string, HTMLElement>();
  const headers = pages.map((page) =>
    html(
      'button',
      {
        id: `tab-${page.id}`,
        type: 'button',
        role: 'tab',
        class: 'tab',
        'aria-controls': `page-${page.id}`,
        onclick: () => select(page.id),
      },
      page.label,
      page.count === undefined ? null : html('span', { class: 'tab-count' }, page.count),
    ),
  );
  const bodies = pages.map((page) =>
    html('div', {
      id: `page-${page.id}`,
      role: 'tabpanel',
      class: 'page',
      'aria-labelledby': `tab-${page.id}`,
    }),
  );

  function select(id: string, focus = false): void {
    pages.forEach((page, index) => {
      const current = page.id === id;
      const header = headers[index]!;
      const body = bodies[index]!;
      header.setAttribute('aria-selected', String(current));
      header.tabIndex = current ? 0 : -1;
      body.hidden = !current;
      if (!current) return;
      if (focus) header.focus();
      if (!panels.has(id)) {
        const content = page.content();
        panels.set(id, content);
        body.replaceChildren(content);
      }
    });
    onSelect(id);
  }

  const list = html('div', { role: 'tablist', class: 'tablist', 'aria-label': label }, headers);
  list.addEventListener('keydown', (event) => {
    const current = headers.findIndex((header) => header.getAttribute('aria-selected') === 'true');
    const last = headers.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: current === last ? 0 : current + 1,
      ArrowLeft: current === 0 ? last : current - 1,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    select(pages[next]!.id, true);
  });

  select(pages.some((page) => page.id === selected) ? selected : pages[0]!.id);
  return html('div', { class: 'tabs' }, list, bodies);
}
