import { Chart, type ActiveElement, type ChartConfiguration } from 'chart.js';
import { type CommonIntent } from '../../src/protocol';
import { commonOptions } from './chartSetup';
import { type Table, dataTable, tableAsCsv } from './dataTable';
import { html } from './dom';
import { type PanelPort } from './messagePort';
import { onThemeChange, readTheme, shareColors, type Theme } from './theme';
import { t } from './translate';

export interface ChartFigureSettings {
  readonly id: string;
  /** Says what is plotted. */
  readonly title: string;
  /** The chart in one or two sentences, for those who do not see it. */
  readonly summary: string;
  readonly heightPx: number;
  /** Width over height of the drawing; free when absent. */
  readonly square?: boolean;
  readonly draw: (
    theme: Theme,
  ) => ChartConfiguration | ChartConfiguration<'line'> | ChartConfiguration<'bar'>;
  /** The same numbers as a table. */
  readonly table: Table;
}

interface LiveFigure {
  readonly canvas: HTMLCanvasElement;
  readonly settings: ChartFigureSettings;
  chart: Chart | undefined;
}

const figures = new Set<LiveFigure>();
let frameRequested = false;
let watchingTheme = false;

/**
 * A chart with title, text summary, keyboard access (arrow keys walk over its points and read them out), a table of the
 * same numbers, and saving as PNG and CSV. It is drawn in the next frame, redrawn when the theme changes, and let go when it
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
    if (live.chart !== undefined && walk(live.chart, event.key)) {
      event.preventDefault();
      announcement.textContent = (live.chart.tooltip?.body ?? [])
        .flatMap((part) => part.lines)
        .join(', ');
    }
  });
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
        toolButton('PNG', t('Save “{0}” as PNG', settings.title), () => {
          const content = canvas.toDataURL('image/png').split(',')[1] ?? '';
          port.send({ type: 'saveChart', name: settings.id, format: 'png', content });
        }),
        toolButton('CSV', t('Save the numbers of “{0}” as CSV', settings.title), () =>
          port.send({
            type: 'saveChart',
            name: settings.id,
            format: 'csv',
            content: tableAsCsv(settings.table),
          }),
        ),
      ),
    ),
    drawing,
    twin,
    announcement,
  );
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
    const { options, ...configuration } = figure.settings.draw(theme);
    const common = commonOptions(theme);
    figure.chart = new Chart(figure.canvas, {
      ...configuration,
      options: {
        ...common,
        ...options,
        plugins: {
          ...options?.plugins,
          legend: { ...common.plugins?.legend, ...options?.plugins?.legend },
          tooltip: { ...common.plugins?.tooltip, ...options?.plugins?.tooltip },
        },
      },
    });
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
