import { type Plugin } from 'chart.js';
import { type TargetBin } from '../../src/protocol';

/** Fills the area between the quartiles of each bin, behind the lines. */
export function quartileBand(
  bins: readonly Pick<TargetBin, 'q1' | 'q3'>[],
  color: string,
): Plugin<'line'> {
  return {
    id: 'quartileBand',
    beforeDatasetsDraw(chart) {
      const { x, y } = chart.scales;
      const drawn = bins.flatMap(({ q1, q3 }, index) =>
        q1 === null || q3 === null ? [] : [{ q1, q3, index }],
      );
      if (x === undefined || y === undefined || drawn.length === 0) return;
      const { ctx } = chart;
      ctx.save();
      ctx.fillStyle = color;
      ctx.beginPath();
      drawn.forEach(({ q3, index }, i) => {
        const [left, top] = [x.getPixelForValue(index), y.getPixelForValue(q3)];
        if (i === 0) ctx.moveTo(left, top);
        else ctx.lineTo(left, top);
      });
      for (const { q1, index } of drawn.toReversed()) {
        ctx.lineTo(x.getPixelForValue(index), y.getPixelForValue(q1));
      }
      ctx.closePath();
      ctx.fill();
      ctx.restore();
    },
  };
}
