import { html, type Child } from '../shared/dom';

/** A part of a column's detail under a small heading. */
export function detailPart(title: string, ...content: readonly Child[]): HTMLElement {
  return html(
    'section',
    { class: 'detail-part', 'aria-label': title },
    html('h4', {}, title),
    content,
  );
}

/** A button that looks like the text it stands in. */
export function textButton(label: string, description: string, onClick: () => void): HTMLElement {
  return html(
    'button',
    {
      type: 'button',
      class: 'button link',
      title: description,
      'aria-label': description.split(' ').includes(label)
        ? description
        : `${label}: ${description}`,
      onclick: onClick,
    },
    label,
  );
}
