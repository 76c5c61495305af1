/** A linear axis from its smallest to its largest value; a matrix would turn its second axis over and leave room at the ends. */
export const plainScale = { type: 'linear', offset: false, reverse: false } as const;

/** Puts one tick at every whole number of a linear axis. */
export function everyInteger(
  from: number,
  to: number,
): (scale: { ticks: { value: number }[] }) => void {
  return (scale) => {
    scale.ticks = Array.from({ length: Math.max(0, to - from + 1) }, (_item, index) => ({
      value: from + index,
    }));
  };
}

const longestName = 22;

/** A column's name, cut to what fits beside a cell. */
export function shortName(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 2)}…` : name;
}
