import { html } from './dom';

export interface MenuItem {
  readonly label: string;
  readonly title?: string;
  readonly onChoose: () => void;
}

/** Items under a heading; the heading is left out when empty. */
export interface MenuGroup {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

export interface MenuButtonSettings {
  readonly id?: string;
  readonly label: string;
  /** What it does, for screen readers and hovering. */
  readonly description: string;
  readonly className: string;
  /** Asked for whenever the menu opens. */
  readonly groups: () => readonly MenuGroup[];
}

/** A button that opens a menu, by the WAI-ARIA pattern: arrow keys, Home, End, first letters, Escape. */
export function menuButton(settings: MenuButtonSettings): HTMLElement {
  const button = html(
    'button',
    {
      id: settings.id,
      type: 'button',
      class: settings.className,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-label': `${settings.label}: ${settings.description}`,
      title: settings.description,
    },
    settings.label,
    html('span', { class: 'menu-arrow', 'aria-hidden': 'true' }),
  );
  const root = html('span', { class: 'menu-button' }, button);
  let menu: HTMLElement | undefined;

  const close = (focus: boolean): void => {
    menu?.remove();
    menu = undefined;
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', onOutside, true);
    if (focus) button.focus();
  };
  const onOutside = (event: Event): void => {
    if (!root.contains(event.target as Node)) close(false);
  };
  const open = (last: boolean): void => {
    menu = menuOf(settings, () => close(true));
    root.append(menu);
    keepInside(menu);
    button.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', onOutside, true);
    const items = itemsOf(menu);
    (last ? items.at(-1) : items[0])?.focus();
  };
  button.addEventListener('click', () => (menu === undefined ? open(false) : close(true)));
  root.addEventListener('keydown', (event) => {
    if (menu === undefined) {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      event.stopPropagation();
      open(event.key === 'ArrowUp');
      return;
    }
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault();
      close(event.key === 'Escape');
      return;
    }
    const next = neighbourOf(itemsOf(menu), event.key);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });
  root.addEventListener('focusout', (event) => {
    const to = event.relatedTarget;
    if (menu !== undefined && to instanceof Node && !root.contains(to)) close(false);
  });
  return root;
}

function menuOf({ label, groups }: MenuButtonSettings, close: () => void): HTMLElement {
  const item = ({ label: text, title, onChoose }: MenuItem): HTMLElement =>
    html(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        class: 'menu-item',
        tabindex: -1,
        title,
        onclick: (event) => {
          event.stopPropagation();
          close();
          onChoose();
        },
      },
      text,
    );
  return html(
    'div',
    { class: 'menu', role: 'menu', 'aria-label': label },
    groups().map((group) =>
      html(
        'div',
        {
          role: 'group',
          class: 'menu-group',
          'aria-label': group.label === '' ? undefined : group.label,
        },
        group.label === ''
          ? null
          : html('div', { class: 'menu-heading', 'aria-hidden': 'true' }, group.label),
        group.items.map(item),
      ),
    ),
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
}

function neighbourOf(items: readonly HTMLElement[], key: string): HTMLElement | undefined {
  const at = items.findIndex((item) => item === document.activeElement);
  const count = items.length;
  if (key === 'ArrowDown') return items[(at + 1) % count];
  if (key === 'ArrowUp') return items[(at + count - 1) % count];
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  if (key.length !== 1 || key === ' ') return undefined;
  const letter = key.toLocaleLowerCase();
  const round = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return round.find((item) => item.textContent.toLocaleLowerCase().startsWith(letter));
}

/** Opens to the left, or upwards, where it would leave the page. */
function keepInside(menu: HTMLElement): void {
  const { right, top, bottom, height } = menu.getBoundingClientRect();
  if (right > document.documentElement.clientWidth) menu.classList.add('to-left');
  if (bottom > window.innerHeight && top > 2 * height) menu.classList.add('upwards');
}
