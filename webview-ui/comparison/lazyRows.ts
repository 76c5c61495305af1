const rowsAtOnce = 40;

/**
 * Bodies of a table whose rows are made when they come near the view, so that a list of thousands opens at once. Rows that were
 * made stay.
 *
 * @param count number of rows
 * @param make the table rows of one entry
 * @param made called after rows were added to the page
 */
export function lazyRows(
  count: number,
  rowHeightPx: number,
  make: (index: number) => readonly HTMLTableRowElement[],
  made: () => void,
): readonly HTMLTableSectionElement[] {
  const fillers = new Map<Element, () => void>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        fillers.get(target)?.();
        made();
      }
    },
    { rootMargin: '600px' },
  );
  const bodies: HTMLTableSectionElement[] = [];
  for (let from = 0; from < count; from += rowsAtOnce) {
    const to = Math.min(count, from + rowsAtOnce);
    const body = document.createElement('tbody');
    const fill = (): void => {
      const rows = [];
      for (let i = from; i < to; i++) rows.push(...make(i));
      body.replaceChildren(...rows);
    };
    if (from === 0) fill();
    else {
      const spacer = document.createElement('tr');
      const cell = document.createElement('td');
      cell.style.height = `${(to - from) * rowHeightPx}px`;
      spacer.ariaHidden = 'true';
      spacer.append(cell);
      body.append(spacer);
      fillers.set(body, fill);
      observer.observe(body);
    }
    bodies.push(body);
  }
  return bodies;
}
