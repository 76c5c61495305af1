type Rgb = readonly [red: number, green: number, blue: number];

/** The colour with another opacity in [0, 1]. Understands the hexadecimal and rgb() forms that VS Code writes. */
export function withAlpha(color: string, alpha: number): string {
  const channels = parseColor(color);
  return channels === undefined ? color : `rgba(${channels.join(', ')}, ${alpha})`;
}

/** Least contrast of a drawn line or area to what is behind it (WCAG 2.2, 1.4.11). */
const leastContrast = 3;
const lightnessStep = 0.02;

/**
 * The colour, opaque, made lighter or darker until it stands out from the background; hue and saturation stay. Some themes
 * give chart colours that are meant to be laid over others and vanish when drawn alone.
 */
export function standingOut(color: string, background: string): string {
  const own = parseColor(color);
  const behind = parseColor(background);
  if (own === undefined || behind === undefined) return color;
  const direction = luminance(behind) < 0.5 ? lightnessStep : -lightnessStep;
  const [hue, saturation, start] = toHsl(own);
  let lightness = start;
  let found = own;
  while (contrast(found, behind) < leastContrast && lightness > 0 && lightness < 1) {
    lightness = Math.min(1, Math.max(0, lightness + direction));
    found = fromHsl(hue, saturation, lightness);
  }
  return `rgb(${found.join(', ')})`;
}

/** Contrast ratio of two colours in [1, 21], as WCAG defines it. */
export function contrast(a: Rgb, b: Rgb): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** Red, green and blue in [0, 255] without the opacity; `undefined` for forms that VS Code does not write. */
export function parseColor(color: string): Rgb | undefined {
  const hex = /^#([\da-f]{3,8})$/i.exec(color)?.[1];
  if (hex !== undefined) {
    const long = hex.length < 6 ? Array.from(hex, (digit) => digit + digit).join('') : hex;
    const channel = (at: number): number => Number.parseInt(long.slice(at, at + 2), 16);
    return [channel(0), channel(2), channel(4)];
  }
  const channels = /^rgba?\(([^)]*)\)$/
    .exec(color)?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  if (channels === undefined || channels.length < 3) return undefined;
  return [channels[0] ?? 0, channels[1] ?? 0, channels[2] ?? 0];
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((channel) => {
    const share = channel / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toHsl(color: Rgb): [hue: number, saturation: number, lightness: number] {
  const [red, green, blue] = color.map((channel) => channel / 255) as [number, number, number];
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const lightness = (most + least) / 2;
  const range = most - least;
  if (range === 0) return [0, 0, lightness];
  const saturation = range / (1 - Math.abs(2 * lightness - 1));
  const sector =
    most === red
      ? ((green - blue) / range + 6) % 6
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4;
  return [sector * 60, saturation, lightness];
}

function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const spread = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): number => {
    const k = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
