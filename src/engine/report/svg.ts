import { escapeHtml } from './html';

const standaloneStyle = `
    svg { color: #24292f; background: #fff; font: 12px system-ui, sans-serif; }
    @media (prefers-color-scheme: dark) { svg { color: #d0d7de; background: #0d1117; } }`;

/**
 * A drawing as an SVG file of its own, light or dark as the viewer prefers.
 *
 * @param width of the view box, in pixels
 * @param height of the view box, in pixels
 * @param title what is drawn, for people and screen readers
 * @param content SVG markup, already escaped; its colour is `currentColor`
 */
export function svgFile(width: number, height: number, title: string, content: string): string {
  const label = escapeHtml(title);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">
  <title>${label}</title>
  <style>${standaloneStyle}
  </style>
${content}
</svg>
`;
}
