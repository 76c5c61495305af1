import { type Plugin } from 'chart.js';

/** Draws an interval over each horizontal bar, and a dashed line at the value of the whole. Scale units. */
export function intervalBars(
  intervals: readonly (readonly [number, number] | null)[],
  color: string,
  whole: number | null,
  wholeColor: string,
): Plugin<'bar'> {
  return {
    id: 'intervalBars',
    afterDatasetsDraw(chart) {
      const x = chart.scales['x'];
      if (x === undefined) return;
      const { ctx, chartArea } = chart;
      ctx.save();
      if (whole !== null) {
        const at = x.getPixelForValue(whole);
        ctx.strokeStyle = wholeColor;
        ctx.setLineDash([4, 4]);
        ctx.beginPath();
        ctx.moveTo(at, chartArea.top);
        ctx.lineTo(at, chartArea.bottom);
        ctx.stroke();
        ctx.setLineDash([]);
      }
      ctx.strokeStyle = color;
      ctx.lineWidth = 1.25;
      chart.getDatasetMeta(0).data.forEach((bar, index) => {
        const interval = intervals[index];
        if (interval === null || interval === undefined) return;
        const [from, to] = interval.map((value) => x.getPixelForValue(value)) as [number, number];
        ctx.beginPath();
        ctx.moveTo(from, bar.y);
        ctx.lineTo(to, bar.y);
        for (const end of [from, to]) {
          ctx.moveTo(end, bar.y - 3.5);
          ctx.lineTo(end, bar.y + 3.5);
        }
        ctx.stroke();
      });
      ctx.restore();
    },
  };
}
