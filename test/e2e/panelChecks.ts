import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FrameLocator, Locator } from 'playwright-core';

/** The part of a canvas element that is asked here; the tests are compiled without the browser's types. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  };
}

/** How much of a chart is drawn: share of the canvas that is not transparent, and number of different colours. */
export interface Painting {
  readonly painted: number;
  readonly colours: number;
}

/** Reads the pixels of a canvas. */
export function readPainting(chart: Locator): Promise<Painting> {
  return chart.evaluate((element: unknown) => {
    const canvas = element as Canvas;
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    const colours = new Set<number>();
    let painted = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] === 0) continue;
      painted++;
      colours.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
    }
    return { painted: painted / (width * height), colours: colours.size };
  });
}

/** By how many pixels the page is wider than what is seen of it. */
export function horizontalOverflow(panel: FrameLocator): Promise<number> {
  return panel.locator('html').evaluate((element: unknown) => {
    const { scrollWidth, clientWidth } = element as { scrollWidth: number; clientWidth: number };
    return scrollWidth - clientWidth;
  });
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** Serious and critical accessibility violations of a panel, each with the elements it is about. */
export async function seriousViolations(panel: FrameLocator): Promise<string[]> {
  const body = panel.locator('body');
  // Given as an expression, it reaches the page past the content security policy, which forbids foreign scripts.
  const run = `(() => { ${axeSource}; return axe.run(document, { resultTypes: ['violations'] }); })()`;
  const { violations } = await body.evaluate<AxeResult, unknown>(run);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => {
      const places = nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary ?? ''}`);
      return `${id}: ${help} (${nodes.length}×)\n  ${places.join('\n  ')}`;
    });
}
