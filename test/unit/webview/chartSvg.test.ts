import { expect, test, vi } from 'vitest';
import '../../../webview-ui/shared/chartSetup';
import { chartSvg } from '../../../webview-ui/shared/chartSvg';
import { SvgContext, type TextMeasure } from '../../../webview-ui/shared/svgContext';

// As in a browser, where Chart.js would rather draw lines as a Path2D that nobody can read back.
vi.hoisted(() => {
  vi.stubGlobal('Path2D', () => {
    throw new Error('A Path2D was made.');
  });
});

/** Letters half as wide as high, standing on the line of a text by the rules of canvas. */
const measure: TextMeasure = {
  font: '',
  textBaseline: 'alphabetic',
  measureText(text: string) {
    const size = Number(/([\d.]+)px/.exec(this.font)?.[1]);
    const ascents: Readonly<Record<string, number>> = { alphabetic: 0.7, middle: 0.35, top: 0 };
    const ascent = ascents[this.textBaseline] ?? 0.9;
    return {
      width: text.length * size * 0.5,
      actualBoundingBoxAscent: ascent * size,
    };
  },
};

const page = { width: 600, height: 300, title: 'Age & "pay" <by> class', description: 'Bars.' };
const shapes = (svg: string): string[] => svg.match(/<path d="[^"]*" fill="#?\w[^>]*>/g) ?? [];

test('bars become shapes in their colours, and every text a text', () => {
  const svg = chartSvg(
    {
      type: 'bar',
      data: {
        labels: ['low', 'mid', '높음'],
        datasets: [{ label: 'rows', data: [3, 6, 9], backgroundColor: '#3794ff' }],
      },
    },
    page,
    measure,
  );
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="600" height="300"/);
  expect(svg).toContain('<title>Age &amp; &quot;pay&quot; &lt;by&gt; class</title>');
  for (const text of ['low', 'mid', '높음', 'rows']) {
    expect(svg).toContain(`>${text}</text>`);
  }
  const bars = shapes(svg).filter((shape) => shape.includes('fill="#3794ff"'));
  // The smallest shape of this colour is the legend's.
  const heights = bars
    .map((bar) => [...bar.matchAll(/[ML]-?[\d.]+ (-?[\d.]+)/g)].map(([, y]) => Number(y)))
    .map((ys) => Math.max(...ys) - Math.min(...ys))
    .toSorted((a, b) => a - b)
    .slice(-3);
  expect(heights[1]! / heights[0]!).toBeCloseTo(2, 1);
  expect(heights[2]! / heights[0]!).toBeCloseTo(3, 1);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test('lines keep their dashes and are drawn without a Path2D', () => {
  const svg = chartSvg(
    {
      type: 'line',
      data: {
        labels: ['1', '2', '3'],
        datasets: [
          {
            label: 'a',
            data: [1, 3, 2],
            borderColor: '#3794ff',
            borderDash: [7, 3],
            borderWidth: 2,
          },
          { label: 'b', data: [2, null, 1], borderColor: '#d18616', tension: 0.4 },
        ],
      },
    },
    page,
    measure,
  );
  expect(svg).toMatch(
    /<path d="M[^"]*L[^"]*L[^"]*" fill="none" stroke="#3794ff" stroke-width="2"[^>]*stroke-dasharray="7 3"/,
  );
  expect(svg).toMatch(/<clipPath id="clip1">/);
  expect(svg).toContain('A3 3 0 0 1');
});

test('heat maps and box plots are drawn too', () => {
  const heat = chartSvg(
    {
      type: 'matrix',
      data: {
        datasets: [
          {
            label: 'r',
            data: [
              { x: 0, y: 0, v: 1 },
              { x: 1, y: 0, v: 0.2 },
            ],
            backgroundColor: ['rgba(55, 148, 255, 0.5)', '#d18616'],
            width: 40,
            height: 40,
          },
        ],
      },
    } as never,
    page,
    measure,
  );
  expect(heat).toContain('fill="rgb(55,148,255)" fill-opacity="0.5"');
  expect(heat).toContain('fill="#d18616"');
  const box = chartSvg(
    {
      type: 'boxplot',
      data: {
        labels: ['No', 'Yes'],
        datasets: [
          {
            label: 'Age',
            backgroundColor: '#3794ff',
            borderColor: '#111111',
            data: [
              { min: 1, q1: 2, median: 3, q3: 4, max: 5, mean: 3, items: [], outliers: [] },
              { min: 2, q1: 3, median: 4, q3: 6, max: 9, mean: 5, items: [], outliers: [] },
            ],
          },
        ],
      },
    } as never,
    page,
    measure,
  );
  expect(shapes(box).filter((shape) => shape.includes('#3794ff')).length).toBeGreaterThanOrEqual(2);
});

test('texts stand on their baseline, turned where the axis turns them', () => {
  const context = new SvgContext(100, 100, measure);
  Object.assign(context, { font: 'bold 20px Inter', textAlign: 'center', textBaseline: 'middle' });
  context.fillText('word', 50, 40);
  context.save();
  context.translate(10, 90);
  context.rotate(-Math.PI / 2);
  context.fillText('up', 0, 0);
  context.restore();
  const svg = context.toSvg('t', 'd');
  expect(svg).toContain(
    '<text x="50" y="47" text-anchor="middle" font-family="Inter" font-size="20" font-weight="bold" fill="#000">word</text>',
  );
  expect(svg).toContain('transform="matrix(0 -1 1 0 10 90)"');
});

test('what is saved comes back, clips nest, and transparency leaves nothing behind', () => {
  const context = new SvgContext(100, 100, measure);
  context.save();
  context.beginPath();
  context.rect(0, 0, 50, 50);
  context.clip();
  context.beginPath();
  context.rect(10, 10, 10, 10);
  context.clip();
  context.fillStyle = '#ff000080';
  context.fillRect(0, 0, 5, 5);
  context.restore();
  context.fillStyle = 'transparent';
  context.fillRect(0, 0, 5, 5);
  context.fillStyle = 'rgba(1, 2, 3, 0)';
  context.fillRect(0, 0, 5, 5);
  const svg = context.toSvg('t', 'd');
  expect(svg).toContain('<clipPath id="clip2" clip-path="url(#clip1)">');
  expect(svg).toContain(
    '<g clip-path="url(#clip2)"><path d="M0 0L5 0L5 5L0 5Z" fill="#ff0000" fill-opacity="0.502"/></g>',
  );
  expect(svg.match(/<path d="M0 0L5 /g)).toHaveLength(1);
});

test.for([
  [0, Math.PI, false, 'A10 10 0 0 1 -10 0'],
  [0, Math.PI, true, 'A10 10 0 0 0 -10 0'],
  [0, 2 * Math.PI, false, 'A10 10 0 0 1 -10 0A10 10 0 0 1 10 0'],
  [Math.PI / 2, 0, true, 'A10 10 0 0 0 10 0'],
] as const)('the arc from %d to %d, backwards %s', ([start, end, backwards, expected]) => {
  const context = new SvgContext(100, 100, measure);
  context.beginPath();
  context.arc(0, 0, 10, start, end, backwards);
  context.fill();
  expect(context.toSvg('t', 'd')).toContain(`${expected}" fill="#000"`);
});

test('what an SVG cannot show is refused, not left out', () => {
  const context = new SvgContext(100, 100, measure);
  context.fillStyle = { addColorStop: () => undefined };
  expect(() => context.fillRect(0, 0, 1, 1)).toThrow(/gradient/);
  const drawing = context as unknown as { stroke(path: object): void };
  expect(() => drawing.stroke({})).toThrow(/Path2D/);
});
