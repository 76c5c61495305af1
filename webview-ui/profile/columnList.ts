import { html } from '../shared/dom';
import { rowOffsets, rowWindow } from '../shared/rowWindow';
import { type ListedColumn } from './columnOrder';

const usualRowPx = 34;
const usualDetailPx = 480;
/** Rows beyond the edges of the view that are in the page, so that quick scrolling shows no holes. */
const spareRows = 12;
const typingMs = 700;

export interface ColumnListSettings {
  /** Columns of the table that are seen, for the width of details. */
  readonly width: () => number;
  readonly row: (column: ListedColumn, onToggle: () => void) => HTMLTableRowElement;
  readonly detail: (column: ListedColumn) => HTMLElement;
  /** Whether details stand below their rows; elsewhere than in the list when false. */
  readonly inline: () => boolean;
  readonly isOpen: (name: string) => boolean;
  readonly onToggle: (name: string) => void;
  /** A person has moved to another row by keyboard. */
  readonly onMove: (name: string) => void;
  /** Pixels at the top of the window that sticky parts cover. */
  readonly covered: () => number;
}

/** The rows of the columns' table; only those near the view are in the page, whatever their number. */
export interface ColumnList {
  readonly body: HTMLTableSectionElement;
  /** Shows these columns; rows that are in the page are made anew. */
  show(columns: readonly ListedColumn[]): void;
  /** Adapts to what `isOpen`, `inline` and the window's size say now. */
  refresh(): void;
  focus(name: string): void;
}

export function createColumnList(settings: ColumnListSettings): ColumnList {
  const body = html('tbody', {});
  let columns: readonly ListedColumn[] = [];
  let positions = new Map<string, number>();
  let rows = new Map<string, HTMLTableRowElement>();
  const details = new Map<string, HTMLTableRowElement>();
  const detailHeights = new Map<string, number>();
  const gaps: HTMLTableRowElement[] = [];
  let rowPx = usualRowPx;
  let active: string | undefined;
  let scheduled = false;
  let typed = { text: '', at: 0 };

  const nameAt = (index: number): string => columns[index]!.profile.name;
  const detailOpen = (name: string): boolean => settings.inline() && settings.isOpen(name);
  const offsets = (): readonly number[] =>
    rowOffsets(
      columns.map(({ profile: { name } }) =>
        detailOpen(name) ? rowPx + (detailHeights.get(name) ?? usualDetailPx) : rowPx,
      ),
    );

  const observer = new ResizeObserver((entries) => {
    let changed = false;
    for (const { target } of entries) {
      const row = target as HTMLElement;
      const name = row.dataset['detail']!;
      const height = row.offsetHeight;
      if (!row.isConnected || height === 0 || detailHeights.get(name) === height) continue;
      detailHeights.set(name, height);
      changed = true;
    }
    if (changed) schedule();
  });

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      render();
    });
  }

  function render(): void {
    if (!body.isConnected || body.offsetParent === null) return;
    const width = String(Math.max(1, settings.width()));
    const top = -body.getBoundingClientRect().top;
    const kept = columns.flatMap(({ profile: { name } }, index) =>
      name === active || detailOpen(name) ? [index] : [],
    );
    const slots = rowWindow(offsets(), top, top + window.innerHeight, spareRows, kept);
    let usedGaps = 0;
    const wanted = slots.flatMap((slot) => {
      if (slot.kind === 'row') return rowsOf(slot.index);
      const gap = (gaps[usedGaps] ??= html(
        'tr',
        { class: 'gap', role: 'presentation' },
        html('td', { role: 'presentation' }),
      ));
      usedGaps++;
      gap.firstElementChild!.setAttribute('colspan', width);
      (gap.firstElementChild as HTMLElement).style.height = `${slot.height}px`;
      return [gap];
    });
    place(body, wanted);
    for (const detail of details.values()) detail.firstElementChild?.setAttribute('colspan', width);
    const shown = new Set(
      slots.flatMap((slot) => (slot.kind === 'row' ? [nameAt(slot.index)] : [])),
    );
    for (const name of rows.keys()) if (!shown.has(name)) rows.delete(name);
    for (const [name, detail] of details) {
      if (detailOpen(name) && positions.has(name)) continue;
      observer.unobserve(detail);
      details.delete(name);
    }
    measureRow();
  }

  /** Rows are as high as the font makes them. */
  function measureRow(): void {
    const row = rows.values().next().value;
    const height = row?.isConnected === true ? row.getBoundingClientRect().height : 0;
    if (height === 0 || Math.abs(height - rowPx) < 0.5) return;
    rowPx = height;
    schedule();
  }

  function rowsOf(index: number): readonly HTMLTableRowElement[] {
    const column = columns[index]!;
    const { name } = column.profile;
    let row = rows.get(name);
    if (row === undefined) {
      row = settings.row(column, () => {
        active = name;
        settings.onToggle(name);
      });
      rows.set(name, row);
    }
    row.setAttribute('aria-rowindex', String(index + 2));
    const open = settings.isOpen(name);
    const button = buttonOf(row);
    button.setAttribute('aria-expanded', String(open));
    button.tabIndex = name === active || (active === undefined && index === 0) ? 0 : -1;
    row.classList.toggle('chosen', open && !settings.inline());
    if (!detailOpen(name)) return [row];
    let detail = details.get(name);
    if (detail === undefined) {
      detail = html(
        'tr',
        { class: 'detail-row', 'data-detail': name, id: `detail-${column.profile.index}` },
        html('td', {}, settings.detail(column)),
      );
      details.set(name, detail);
      observer.observe(detail);
    }
    button.setAttribute('aria-controls', detail.id);
    return [row, detail];
  }

  function focusRow(index: number): void {
    const name = nameAt(index);
    active = name;
    const starts = offsets()[index]!;
    const at = starts + body.getBoundingClientRect().top;
    const above = settings.covered();
    if (at < above) window.scrollBy({ top: at - above });
    else if (at + rowPx > window.innerHeight)
      window.scrollBy({ top: at + rowPx - window.innerHeight + 8 });
    render();
    const row = rows.get(name);
    if (row !== undefined) buttonOf(row).focus({ preventScroll: true });
    settings.onMove(name);
  }

  function onKey(event: KeyboardEvent): void {
    const button = event.target;
    if (!(button instanceof HTMLElement) || !button.classList.contains('expander')) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const name = button.closest<HTMLElement>('tr')?.dataset['column'];
    const index = name === undefined ? undefined : positions.get(name);
    if (name === undefined || index === undefined) return;
    const isOpen = settings.isOpen(name);
    if ((event.key === 'ArrowRight' && !isOpen) || (event.key === 'ArrowLeft' && isOpen)) {
      event.preventDefault();
      settings.onToggle(name);
      return;
    }
    const next = target(event.key, index);
    if (next === undefined) return;
    event.preventDefault();
    focusRow(next);
  }

  function target(key: string, index: number): number | undefined {
    const page = Math.max(1, Math.floor((window.innerHeight - settings.covered()) / rowPx) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: columns.length - 1,
    };
    const move = moves[key];
    if (move !== undefined) return Math.min(columns.length - 1, Math.max(0, move));
    if (key.length !== 1 || (key === ' ' && typed.text === '')) return undefined;
    return byTyping(key, index);
  }

  /** The next column whose name begins with what was typed in quick succession. */
  function byTyping(key: string, index: number): number | undefined {
    const now = performance.now();
    typed = { text: now - typed.at < typingMs ? typed.text + key : key, at: now };
    const wanted = typed.text.toLocaleLowerCase();
    const from = typed.text.length === 1 ? index + 1 : index;
    for (let step = 0; step < columns.length; step++) {
      const candidate = (from + step) % columns.length;
      if (nameAt(candidate).toLocaleLowerCase().startsWith(wanted)) return candidate;
    }
    return undefined;
  }

  body.addEventListener('keydown', onKey);
  body.addEventListener('focusin', (event) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('tr.column-row');
    active = row?.dataset['column'] ?? active;
  });
  window.addEventListener('scroll', schedule, { passive: true });
  window.addEventListener('resize', schedule, { passive: true });
  // A tab that is shown for the first time, or again, has no size before.
  new ResizeObserver(schedule).observe(body);

  return {
    body,
    show(next) {
      columns = next;
      positions = new Map(columns.map(({ profile }, index) => [profile.name, index]));
      if (active !== undefined && !positions.has(active)) active = undefined;
      const focused = document.activeElement;
      const hadFocus =
        focused instanceof HTMLElement &&
        focused.classList.contains('expander') &&
        body.contains(focused);
      rows = new Map();
      for (const detail of details.values()) observer.unobserve(detail);
      details.clear();
      render();
      const row = active === undefined ? undefined : rows.get(active);
      if (hadFocus && row !== undefined) buttonOf(row).focus({ preventScroll: true });
    },
    refresh: render,
    focus(name) {
      const index = positions.get(name);
      if (index !== undefined) focusRow(index);
    },
  };
}

function buttonOf(row: HTMLTableRowElement): HTMLButtonElement {
  return row.querySelector<HTMLButtonElement>('button.expander')!;
}

/** Makes these the rows of the body without moving those that stay, which would lose their focus. */
function place(body: HTMLTableSectionElement, wanted: readonly HTMLTableRowElement[]): void {
  const keep = new Set<Element>(wanted);
  for (const child of [...body.children]) if (!keep.has(child)) child.remove();
  let next = body.firstElementChild;
  for (const row of wanted) {
    if (row === next) next = next.nextElementSibling;
    else body.insertBefore(row, next);
  }
}
