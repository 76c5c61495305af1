import { html } from './dom';

export interface Tab {
  readonly id: string;
  readonly label: string;
  /** Number beside the label; left out when undefined. */
  readonly count?: string;
  /** Builds the page; called when the tab is first shown, and again after {@link TabSet.renew}. */
  readonly content: () => HTMLElement;
}

/** Tabs whose pages can be made anew one by one. */
export interface TabSet {
  readonly element: HTMLElement;
  /** Makes a page anew, now when it is shown and else when it is. */
  renew(id: string): void;
  /** Sets the number beside a label; `undefined` removes it. */
  count(id: string, count: string | undefined): void;
  select(id: string): void;
}

/** Tabs of the WAI-ARIA pattern with automatic activation: arrow keys, Home and End move and select. */
export function tabs(
  label: string,
  pages: readonly Tab[],
  selected: string,
  onSelect: (id: string) => void,
): HTMLElement {
  return tabSet(label, pages, selected, onSelect).element;
}

/** Tabs as {@link tabs} makes them, with a hand on their pages. */
export function tabSet(
  label: string,
  pages: readonly Tab[],
  selected: string,
  onSelect: (id: string) => void,
): TabSet {
  const built = new Set<string>();
  const counts = pages.map((page) =>
    html('span', { class: 'tab-count', hidden: page.count === undefined }, page.count),
  );
  const headers = pages.map((page, index) =>
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
      counts[index],
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
      if (built.has(id)) return;
      built.add(id);
      body.replaceChildren(page.content());
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
  return {
    element: html('div', { class: 'tabs' }, list, bodies),
    renew(id) {
      const index = pages.findIndex((page) => page.id === id);
      built.delete(id);
      if (bodies[index]?.hidden !== false) return;
      built.add(id);
      bodies[index].replaceChildren(pages[index]!.content());
    },
    count(id, count) {
      const badge = counts[pages.findIndex((page) => page.id === id)];
      if (badge === undefined) return;
      badge.hidden = count === undefined;
      badge.textContent = count ?? '';
    },
    select,
  };
}
