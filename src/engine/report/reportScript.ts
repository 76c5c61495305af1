import { createHash } from 'node:crypto';

/**
 * The one script of a report: searching and filtering its columns and alerts, and opening a column that is linked to. Without
 * it, everything is there to be scrolled to. It uses nothing from outside.
 */
export const reportScript = `
(() => {
  const rows = [...document.querySelectorAll('[data-find]')];
  const tools = document.querySelector('.tools');
  if (tools) {
    tools.hidden = false;
    const text = tools.querySelector('input[type=search]');
    const only = tools.querySelector('input[type=checkbox]');
    const type = tools.querySelector('select');
    const shown = tools.querySelector('output');
    const apply = () => {
      const words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
      let count = 0;
      for (const row of rows) {
        const fits = words.every((word) => row.dataset.find.includes(word))
          && (!only || !only.checked || row.hasAttribute('data-alert'))
          && (!type || type.value === '' || row.dataset.type === type.value);
        row.hidden = !fits;
        if (fits) count++;
      }
      shown.textContent = count === rows.length ? '' : count + ' of ' + rows.length;
    };
    for (const control of [text, only, type]) if (control) control.addEventListener('input', apply);
    tools.querySelector('button').addEventListener('click', () => {
      const visible = rows.filter((row) => !row.hidden && row.tagName === 'DETAILS');
      const open = visible.some((row) => !row.open);
      for (const row of visible) row.open = open;
    });
  }
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const linked = id && document.getElementById(id);
    if (!linked) return;
    linked.hidden = false;
    if (linked.tagName === 'DETAILS') linked.open = true;
    linked.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();
})();
`;

/** What a content security policy allows {@link reportScript} by. */
export const reportScriptHash = `sha256-${createHash('sha256').update(reportScript).digest('base64')}`;
