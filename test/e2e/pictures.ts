import type { Page } from 'playwright-core';

/** The parts of a browser that are asked here; the tests are compiled without its types. */
interface Browser {
  readonly document: { readonly createElement: (tag: string) => unknown };
  readonly createImageBitmap: (image: Picture) => Promise<Bitmap>;
}
interface Picture {
  src: string;
  readonly decode: () => Promise<void>;
}
interface Bitmap {
  readonly width: number;
  readonly height: number;
}
interface Surface {
  width: number;
  height: number;
  readonly getContext: (kind: '2d') => {
    readonly drawImage: (
      image: Bitmap,
      x: number,
      y: number,
      width: number,
      height: number,
    ) => void;
    readonly getImageData: (
      x: number,
      y: number,
      width: number,
      height: number,
    ) => { readonly data: Uint8ClampedArray };
  };
}

/** Differences of red, green and blue together that the smoothing of letters and edges may make. */
const smoothing = 150;

/** Share of the pixels of an SVG, drawn in the size it says, that look different in a PNG of the same picture. */
export function differingPixels(page: Page, svg: string, png: Buffer): Promise<number> {
  const sources = [
    `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`,
    `data:image/png;base64,${png.toString('base64')}`,
  ] as const;
  return page.evaluate(
    async ([first, second, tolerance]) => {
      const browser = globalThis as unknown as Browser;
      const bitmapOf = async (source: string): Promise<Bitmap> => {
        const image = browser.document.createElement('img') as Picture;
        image.src = source;
        await image.decode();
        return browser.createImageBitmap(image);
      };
      const [a, b] = [await bitmapOf(first), await bitmapOf(second)];
      const pixelsOf = (bitmap: Bitmap): Uint8ClampedArray => {
        const canvas = browser.document.createElement('canvas') as Surface;
        canvas.width = a.width;
        canvas.height = a.height;
        const context = canvas.getContext('2d');
        context.drawImage(bitmap, 0, 0, a.width, a.height);
        return context.getImageData(0, 0, a.width, a.height).data;
      };
      const [x, y] = [pixelsOf(a), pixelsOf(b)];
      let different = 0;
      for (let at = 0; at < x.length; at += 4) {
        const distance = [0, 1, 2].reduce((sum, k) => sum + Math.abs(x[at + k]! - y[at + k]!), 0);
        if (distance > tolerance) different++;
      }
      return different / (x.length / 4);
    },
    [...sources, smoothing] as const,
  );
}
