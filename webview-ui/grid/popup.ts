import { html, type Child } from '../shared/dom';

export interface Popup {
  readonly element: HTMLElement;
  close(): void;
}

const edge = 8;
let shown: Popup | undefined;

/**
 * A small window below an element, with the focus inside. Escape, a click elsewhere and moving the focus out close it; then the
 * focus goes back to where it came from.
 */
export function openPopup(
  anchor: DOMRect,
  label: string,
  content: (close: () => void) => Child,
  role: 'dialog' | 'menu' = 'dialog',
): Popup {
  shown?.close();
  const before = document.activeElement;
  const element = html('div', { class: 'popup', role, 'aria-label': label, tabindex: -1 });
  const popup: Popup = { element, close };
  element.append(html('div', { class: 'popup-content', role: 'presentation' }, content(close)));
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  element.addEventListener('focusout', (event) => {
    const next = event.relatedTarget;
    if (next instanceof Node && !element.contains(next)) close(false);
  });
  document.addEventListener('pointerdown', closeOutside, true);
  document.body.append(element);
  place(element, anchor);
  shown = popup;
  const first = element.querySelector<HTMLElement>('input, button, [tabindex="0"]');
  (first ?? element).focus();
  return popup;

  function closeOutside(event: PointerEvent): void {
    if (event.target instanceof Node && !element.contains(event.target)) close(false);
  }

  function close(restoreFocus = true): void {
    if (shown !== popup) return;
    shown = undefined;
    document.removeEventListener('pointerdown', closeOutside, true);
    element.remove();
    if (restoreFocus && before instanceof HTMLElement && before.isConnected) before.focus();
  }
}

function place(element: HTMLElement, anchor: DOMRect): void {
  const { width, height } = element.getBoundingClientRect();
  const left = Math.max(edge, Math.min(anchor.left, window.innerWidth - width - edge));
  const below = anchor.bottom + 2;
  const fits = below + height + edge <= window.innerHeight;
  const top = fits ? below : Math.max(edge, window.innerHeight - height - edge);
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** Shown at the right, such as a key. */
  readonly note?: string;
  readonly run: () => void;
}

/** A menu of the WAI-ARIA pattern below an element: arrow keys, Home, End, Enter. A `null` draws a line. */
export function openMenu(
  anchor: DOMRect,
  label: string,
  items: readonly (MenuItem | null)[],
): Popup {
  const popup = openPopup(
    anchor,
    label,
    (close) =>
      items.map((item) =>
        item === null
          ? html('div', { class: 'menu-line', role: 'separator' })
          : html(
              'button',
              {
                id: item.id,
                type: 'button',
                role: 'menuitem',
                class: 'menu-item',
                tabindex: -1,
                onclick: () => {
                  close();
                  item.run();
                },
              },
              html('span', {}, item.label),
              item.note === undefined ? null : html('span', { class: 'menu-note' }, item.note),
            ),
      ),
    'menu',
  );
  popup.element.addEventListener('keydown', (event) => {
    const entries = [...popup.element.querySelectorAll<HTMLElement>('.menu-item')];
    const at = entries.findIndex((entry) => entry === document.activeElement);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % entries.length,
      ArrowUp: (at + entries.length - 1) % entries.length,
      Home: 0,
      End: entries.length - 1,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    entries[next]!.focus();
  });
  return popup;
}
