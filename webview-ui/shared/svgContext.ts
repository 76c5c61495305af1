type Matrix = readonly [number, number, number, number, number, number];

/** Measures texts; a real canvas context where there is one. */
export interface TextMeasure {
  font: string;
  textBaseline: Baseline;
  measureText(text: string): { readonly width: number; readonly actualBoundingBoxAscent: number };
}

type Baseline = 'alphabetic' | 'bottom' | 'hanging' | 'ideographic' | 'middle' | 'top';

const identity: Matrix = [1, 0, 0, 1, 0, 0];
const turn = 2 * Math.PI;

/**
 * The part of a canvas context that Chart.js and its box plot and matrix charts draw with, writing SVG elements instead of
 * pixels: paths, rectangles, arcs, texts, dashes, clipping, translation and rotation. Whatever else is asked of it fails, so that
 * nothing is left out of a picture silently.
 */
export class SvgContext {
  readonly canvas: { width: number; height: number; readonly getContext: () => SvgContext };
  fillStyle: unknown = '#000';
  strokeStyle: unknown = '#000';
  lineWidth = 1;
  lineCap = 'butt';
  lineJoin = 'miter';
  lineDashOffset = 0;
  globalAlpha = 1;
  font = '10px sans-serif';
  textAlign = 'start';
  textBaseline: Baseline = 'alphabetic';
  #dash: readonly number[] = [];
  #matrix: Matrix = identity;
  #clip: string | null = null;
  readonly #saved: (() => void)[] = [];
  readonly #elements: string[] = [];
  readonly #clips = new Map<string, string>();
  #path: string[] = [];
  #started = false;

  constructor(
    width: number,
    height: number,
    private readonly measure: TextMeasure,
  ) {
    this.canvas = { width, height, getContext: () => this };
  }

  /** The picture as an SVG document with a title for those who do not see it. */
  toSvg(title: string, description: string): string {
    const { width, height } = this.canvas;
    const clips = [...this.#clips].map(([content, id]) => {
      const [parent, path] = splitClip(content);
      const within = parent === '' ? '' : ` clip-path="url(#${parent})"`;
      return `<clipPath id="${id}"${within}><path d="${path}"/></clipPath>`;
    });
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
      `<title>${escaped(title)}</title>`,
      `<desc>${escaped(description)}</desc>`,
      ...(clips.length === 0 ? [] : [`<defs>${clips.join('')}</defs>`]),
      ...this.#elements,
      '</svg>',
      '',
    ].join('\n');
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, lineDashOffset } = this;
    const { globalAlpha, font, textAlign, textBaseline } = this;
    const [dash, matrix, clip] = [this.#dash, this.#matrix, this.#clip];
    this.#saved.push(() => {
      Object.assign(this, { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin });
      Object.assign(this, { lineDashOffset, globalAlpha, font, textAlign, textBaseline });
      [this.#dash, this.#matrix, this.#clip] = [dash, matrix, clip];
    });
  }

  restore(): void {
    this.#saved.pop()?.();
  }

  translate(x: number, y: number): void {
    this.#transform([1, 0, 0, 1, x, y]);
  }

  rotate(angle: number): void {
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    this.#transform([cos, sin, -sin, cos, 0, 0]);
  }

  /** Chart.js scales for the density of pixels, which a picture without pixels does not have. */
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.#matrix = [a, b, c, d, e, f];
  }

  resetTransform(): void {
    this.#matrix = identity;
  }

  setLineDash(dash: readonly number[]): void {
    this.#dash = dash;
  }

  beginPath(): void {
    this.#path = [];
    this.#started = false;
  }

  closePath(): void {
    if (this.#started) this.#path.push('Z');
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${this.#point(x, y)}`);
    this.#started = true;
  }

  lineTo(x: number, y: number): void {
    if (this.#started) this.#path.push(`L${this.#point(x, y)}`);
    else this.moveTo(x, y);
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.#path.push(`C${this.#point(ax, ay)} ${this.#point(bx, by)} ${this.#point(x, y)}`);
  }

  quadraticCurveTo(ax: number, ay: number, x: number, y: number): void {
    this.#path.push(`Q${this.#point(ax, ay)} ${this.#point(x, y)}`);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  arc(x: number, y: number, radius: number, start: number, end: number, backwards = false): void {
    this.ellipse(x, y, radius, radius, 0, start, end, backwards);
  }

  ellipse(
    x: number,
    y: number,
    rx: number,
    ry: number,
    rotation: number,
    start: number,
    end: number,
    backwards = false,
  ): void {
    const sweep = sweepOf(start, end, backwards);
    const at = (angle: number): readonly [number, number] => {
      const [px, py] = [rx * Math.cos(angle), ry * Math.sin(angle)];
      const [sin, cos] = [Math.sin(rotation), Math.cos(rotation)];
      return [x + px * cos - py * sin, y + px * sin + py * cos];
    };
    this.lineTo(...at(start));
    const pieces = Math.max(1, Math.ceil(Math.abs(sweep) / (turn / 2)));
    const [a, b] = this.#matrix;
    const tilt = rounded(((rotation + Math.atan2(b, a)) * 360) / turn);
    for (let k = 1; k <= pieces; k++) {
      const [px, py] = at(start + (sweep * k) / pieces);
      const flags = `0 ${sweep > 0 ? 1 : 0}`;
      this.#path.push(`A${rounded(rx)} ${rounded(ry)} ${tilt} ${flags} ${this.#point(px, py)}`);
    }
  }

  fill(): void {
    if (arguments.length > 0) throw unsupported('fill with a Path2D');
    this.#addPath(this.#path.join(''), this.#fill());
  }

  stroke(): void {
    if (arguments.length > 0) throw unsupported('stroke with a Path2D');
    this.#addPath(this.#path.join(''), this.#stroke());
  }

  clip(): void {
    if (arguments.length > 0) throw unsupported('clip with a Path2D');
    const content = `${this.#clip ?? ''}|${this.#path.join('')}`;
    let id = this.#clips.get(content);
    if (id === undefined) {
      id = `clip${this.#clips.size + 1}`;
      this.#clips.set(content, id);
    }
    this.#clip = id;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#addPath(this.#rectangle(x, y, width, height), this.#fill());
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#addPath(this.#rectangle(x, y, width, height), this.#stroke());
  }

  /** There is nothing to clear on a page that is drawn once. */
  clearRect(): void {
    this.#elements.length = 0;
  }

  measureText(text: string): ReturnType<TextMeasure['measureText']> {
    this.measure.font = this.font;
    this.measure.textBaseline = this.textBaseline;
    return this.measure.measureText(text);
  }

  fillText(text: string, x: number, y: number, maxWidth?: number): void {
    this.#addText(text, x, y, maxWidth, this.#fill());
  }

  strokeText(text: string, x: number, y: number, maxWidth?: number): void {
    this.#addText(text, x, y, maxWidth, this.#stroke());
  }

  #addText(text: string, x: number, y: number, maxWidth: number | undefined, paint: string): void {
    if (text === '' || paint === '') return;
    const { textAlign } = this;
    const matrix = this.#matrix;
    const baseline = y + this.#baselineShift(text);
    const anchor = anchors[textAlign] ?? 'start';
    const upright = matrix[1] === 0 && matrix[2] === 0;
    const [px, py] = upright ? this.#map(x, baseline) : [x, baseline];
    const turned = upright ? '' : ` transform="matrix(${matrix.map(rounded).join(' ')})"`;
    const squeezed =
      maxWidth !== undefined && this.measureText(text).width > maxWidth
        ? ` textLength="${rounded(maxWidth)}" lengthAdjust="spacingAndGlyphs"`
        : '';
    this.#add(
      `<text x="${rounded(px)}" y="${rounded(py)}" text-anchor="${anchor}"${fontAttributes(this.font)}${turned}${squeezed}${paint}>${escaped(text)}</text>`,
    );
  }

  /** How far the foot of the letters lies below the line that the text is placed by. */
  #baselineShift(text: string): number {
    const placed = this.measureText(text).actualBoundingBoxAscent;
    this.measure.textBaseline = 'alphabetic';
    return this.measure.measureText(text).actualBoundingBoxAscent - placed;
  }

  #addPath(path: string, paint: string): void {
    if (path !== '' && paint !== '') this.#add(`<path d="${path}"${paint}/>`);
  }

  #add(element: string): void {
    const clip = this.#clip;
    this.#elements.push(clip === null ? element : `<g clip-path="url(#${clip})">${element}</g>`);
  }

  #fill(): string {
    const color = paintOf(this.fillStyle, this.globalAlpha);
    return color === null ? '' : ` fill="${color.color}"${opacity('fill', color.alpha)}`;
  }

  #stroke(): string {
    const { strokeStyle, globalAlpha, lineWidth, lineCap, lineJoin, lineDashOffset } = this;
    const dash = this.#dash;
    const color = paintOf(strokeStyle, globalAlpha);
    if (color === null || lineWidth <= 0) return '';
    return [
      ` fill="none" stroke="${color.color}"${opacity('stroke', color.alpha)}`,
      lineWidth === 1 ? '' : ` stroke-width="${rounded(lineWidth)}"`,
      lineCap === 'butt' ? '' : ` stroke-linecap="${lineCap}"`,
      lineJoin === 'miter' ? '' : ` stroke-linejoin="${lineJoin}"`,
      dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`,
      dash.length === 0 || lineDashOffset === 0 ? '' : ` stroke-dashoffset="${lineDashOffset}"`,
    ].join('');
  }

  #rectangle(x: number, y: number, width: number, height: number): string {
    const corners = [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ] as const;
    return `M${corners.map(([px, py]) => this.#point(px, py)).join('L')}Z`;
  }

  #transform([a, b, c, d, e, f]: Matrix): void {
    const [A, B, C, D, E, F] = this.#matrix;
    this.#matrix = [
      A * a + C * b,
      B * a + D * b,
      A * c + C * d,
      B * c + D * d,
      A * e + C * f + E,
      B * e + D * f + F,
    ];
  }

  #map(x: number, y: number): readonly [number, number] {
    const [a, b, c, d, e, f] = this.#matrix;
    return [a * x + c * y + e, b * x + d * y + f];
  }

  #point(x: number, y: number): string {
    const [px, py] = this.#map(x, y);
    return `${rounded(px)} ${rounded(py)}`;
  }
}

const anchors: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };

/** Signed angle that an arc goes through, by the rules of canvas. */
function sweepOf(start: number, end: number, backwards: boolean): number {
  const difference = end - start;
  if (backwards) {
    if (difference <= -turn) return -turn;
    const rest = difference % turn;
    return rest > 0 ? rest - turn : rest;
  }
  if (difference >= turn) return turn;
  const rest = difference % turn;
  return rest < 0 ? rest + turn : rest;
}

/** A colour without its transparency, which not every reader of SVG takes in one; `null` when nothing would be seen. */
function paintOf(style: unknown, alpha: number): { color: string; alpha: number } | null {
  if (typeof style !== 'string') throw unsupported('a gradient or pattern');
  const channels =
    /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+)(%?))?\s*\)$/.exec(style);
  if (style === 'transparent') return null;
  if (channels !== null) {
    const [, r, g, b, a, percent] = channels;
    const own = a === undefined ? 1 : Number(a) / (percent === '%' ? 100 : 1);
    const seen = own * alpha;
    return seen === 0 ? null : { color: `rgb(${r!},${g!},${b!})`, alpha: seen };
  }
  const hex = /^#([\da-f]{6})([\da-f]{2})$/i.exec(style);
  const own = hex === null ? 1 : Number.parseInt(hex[2]!, 16) / 255;
  const color = hex === null ? style : `#${hex[1]!}`;
  return own * alpha === 0 ? null : { color: escaped(color), alpha: own * alpha };
}

function opacity(kind: 'fill' | 'stroke', alpha: number): string {
  return alpha >= 1 ? '' : ` ${kind}-opacity="${rounded(alpha)}"`;
}

/** A CSS font as attributes, which more readers of SVG know than the shorthand. */
function fontAttributes(font: string): string {
  const parts =
    /^(?:(normal|italic|oblique)\s+)?(?:(normal|bold|bolder|lighter|\d+)\s+)?([\d.]+)px(?:\/\S+)?\s+(.+)$/.exec(
      font,
    );
  if (parts === null) return ` style="font:${escaped(font)}"`;
  const [, style, weight, size, family] = parts;
  return [
    ` font-family="${escaped(family!)}" font-size="${size!}"`,
    style === undefined || style === 'normal' ? '' : ` font-style="${style}"`,
    weight === undefined || weight === 'normal' ? '' : ` font-weight="${weight}"`,
  ].join('');
}

function splitClip(content: string): readonly [string, string] {
  const at = content.indexOf('|');
  return [content.slice(0, at), content.slice(at + 1)];
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function unsupported(what: string): Error {
  return new Error(`A chart draws with ${what}, which a saved SVG cannot show.`);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
