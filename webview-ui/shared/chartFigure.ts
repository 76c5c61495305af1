import { Chart, type ActiveElement } from 'chart.js';
import { type CommonIntent } from '../../src/protocol';
import { figureCanvas, figureSvg, type ImageSize } from './chartImage';
import { dataTable, tableAsCsv } from './dataTable';
import { html } from './dom';
import { figureConfiguration, type ChartFigureSettings } from './figureConfiguration';
import { menuButton } from './menuButton';
import { type PanelPort } from './messagePort';
import { onThemeChange, readTheme, shareColors } from './theme';
import { t } from './translate';

export type { ChartFigureSettings };

interface LiveFigure {
  readonly canvas: HTMLCanvasElement;
  readonly settings: ChartFigureSettings;
  chart: Chart | undefined;
}

/** A picture must be readable also where the panel was narrow. */
const smallestImage: ImageSize = { width: 480, height: 220 };
/** Height of the title, and of the margin, that a saved picture has and the chart on the page has not. */
const titlePx = 64;

const figures = new Set<LiveFigure>();
let frameRequested = false;
let watchingTheme = false;

/**
 * A chart with title, text summary, keyboard access (arrow keys walk over its points and read them out), a table of the
 * same numbers, and saving as SVG, PNG and CSV. It is drawn in the next frame, redrawn when the theme changes, and let go when it
 * leaves the page.
 */
export function chartFigure(
  settings: ChartFigureSettings,
  port: PanelPort<CommonIntent>,
): HTMLElement {
  const canvas = html('canvas', {
    id: settings.id,
    role: 'img',
    tabindex: 0,
    'aria-label': `${settings.title}. ${settings.summary}`,
  });
  const live: LiveFigure = { canvas, settings, chart: undefined };
  const announcement = html('p', { class: 'visually-hidden', 'aria-live': 'polite' });
  canvas.addEventListener('keydown', (event) => {
    const active = live.chart?.getActiveElements()[0];
    if (event.key === 'Enter' && active !== undefined) settings.onChoose?.(active.index);
    if (live.chart !== undefined && walk(live.chart, event.key)) {
      event.preventDefault();
      announcement.textContent = (live.chart.tooltip?.body ?? [])
        .flatMap((part) => part.lines)
        .join(', ');
    }
  });
  if (settings.onChoose !== undefined) {
    canvas.classList.add('choosable');
    canvas.addEventListener('click', (event) => {
      const [hit] =
        live.chart?.getElementsAtEventForMode(event, 'nearest', { intersect: true }, false) ?? [];
      if (hit !== undefined) settings.onChoose?.(hit.index);
    });
  }
  canvas.addEventListener('blur', () => {
    live.chart?.setActiveElements([]);
    live.chart?.tooltip?.setActiveElements([], { x: 0, y: 0 });
    live.chart?.update('none');
  });

  const drawing = html(
    'div',
    { class: settings.square === true ? 'drawing square' : 'drawing' },
    canvas,
  );
  if (settings.square !== true) drawing.style.height = `${settings.heightPx}px`;
  const twin = html('div', { class: 'twin', hidden: true });
  const tableButton = toolButton(
    t('Table'),
    t('Show the numbers of “{0}” as a table', settings.title),
    () => {
      const show = twin.hidden;
      if (show && twin.childElementCount === 0) twin.append(dataTable(settings.table));
      twin.hidden = !show;
      drawing.hidden = show;
      tableButton.setAttribute('aria-pressed', String(show));
    },
  );
  tableButton.setAttribute('aria-pressed', 'false');

  figures.add(live);
  requestDrawing();
  return html(
    'figure',
    { class: 'figure' },
    html(
      'figcaption',
      {},
      html('span', { class: 'figure-title' }, settings.title),
      html(
        'span',
        { class: 'figure-tools' },
        tableButton,
        menuButton({
          label: t('Save'),
          description: t('Save or copy “{0}”', settings.title),
          className: 'tool',
          groups: () => [{ label: '', items: savings(live, port, announcement) }],
        }),
      ),
    ),
    drawing,
    twin,
    announcement,
  );
}

/** The ways to take a chart along. */
function savings(
  { canvas, settings }: LiveFigure,
  port: PanelPort<CommonIntent>,
  announcement: HTMLElement,
): readonly { readonly label: string; readonly onChoose: () => void }[] {
  const size = (): ImageSize => ({
    width: Math.max(canvas.clientWidth, smallestImage.width),
    height: Math.max(canvas.clientHeight, smallestImage.height) + titlePx,
  });
  const pixels = (): HTMLCanvasElement => figureCanvas(settings, readTheme(), size());
  const save = (format: 'svg' | 'png' | 'csv', content: string): void =>
    port.send({ type: 'saveChart', name: settings.id, format, content });
  return [
    {
      label: t('Save as SVG'),
      onChoose: () => save('svg', figureSvg(settings, readTheme(), size())),
    },
    {
      label: t('Save as PNG'),
      onChoose: () => save('png', pixels().toDataURL('image/png').split(',')[1] ?? ''),
    },
    {
      label: t('Save numbers as CSV'),
      onChoose: () => save('csv', tableAsCsv(settings.table)),
    },
    {
      label: t('Copy image'),
      onChoose: () => {
        void copyImage(pixels()).then((copied) => {
          announcement.textContent = copied
            ? t('The image is in the clipboard.')
            : t('The image could not be copied here; save it instead.');
        });
      },
    },
  ];
}

/** False where the browser does not let a page write to the clipboard. */
async function copyImage(canvas: HTMLCanvasElement): Promise<boolean> {
  try {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) return false;
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    return true;
  } catch {
    return false;
  }
}

/** Marks the page as drawn, for those who wait for it: set when every chart on it is. */
function markDrawn(): void {
  document.body.dataset['ready'] = '1';
}

/** Draws in the next frame what is new on the page; also to be called when a page has no chart at all. */
export function requestDrawing(): void {
  delete document.body.dataset['ready'];
  if (!watchingTheme) {
    watchingTheme = true;
    onThemeChange(() => {
      for (const figure of figures) release(figure);
      requestDrawing();
    });
  }
  if (frameRequested) return;
  frameRequested = true;
  requestAnimationFrame(() => {
    frameRequested = false;
    drawFigures();
    markDrawn();
  });
}

function drawFigures(): void {
  const theme = readTheme();
  shareColors(theme);
  for (const figure of figures) {
    if (!figure.canvas.isConnected) {
      release(figure);
      figures.delete(figure);
      continue;
    }
    if (figure.chart !== undefined) continue;
    figure.chart = new Chart(figure.canvas, figureConfiguration(figure.settings, theme));
  }
}

function release(figure: LiveFigure): void {
  figure.chart?.destroy();
  figure.chart = undefined;
}

function walk(chart: Chart, key: string): boolean {
  const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };
  const step = steps[key];
  const jumps = key === 'ArrowDown' || key === 'ArrowUp' || key === 'Home' || key === 'End';
  if (step === undefined && !jumps) return false;
  const current = chart.getActiveElements()[0];
  const next = neighbour(chart, current, key, step);
  if (next === undefined) return true;
  chart.setActiveElements([next]);
  const position = next.element.tooltipPosition(true);
  chart.tooltip?.setActiveElements([next], { x: position.x ?? 0, y: position.y ?? 0 });
  chart.update('none');
  return true;
}

function neighbour(
  chart: Chart,
  current: ActiveElement | undefined,
  key: string,
  step: number | undefined,
): ActiveElement | undefined {
  const series = chart.data.datasets.length;
  let datasetIndex = current?.datasetIndex ?? 0;
  if (key === 'ArrowDown') datasetIndex = (datasetIndex + 1) % series;
  if (key === 'ArrowUp') datasetIndex = (datasetIndex + series - 1) % series;
  const points = chart.getDatasetMeta(datasetIndex).data;
  const last = points.length - 1;
  let index = current?.index ?? (step === -1 ? last + 1 : -1);
  if (key === 'Home') index = 0;
  else if (key === 'End') index = last;
  else index = Math.min(last, Math.max(0, index + (step ?? 0)));
  const element = points[index];
  return element === undefined ? undefined : { datasetIndex, index, element };
}

function toolButton(label: string, description: string, onClick: () => void): HTMLButtonElement {
  return html(
    'button',
    {
      type: 'button',
      class: 'tool',
      title: description,
      'aria-label': `${label}: ${description}`,
      onclick: onClick,
    },
    label,
  );
}
