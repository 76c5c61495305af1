/**
 * The finite values, in their order, in an array of their own.
 *
 * @example
 * finiteValues(Float64Array.of(1, NaN, 2, Infinity)); // Float64Array [1, 2]
 */
export function finiteValues(values: Float64Array): Float64Array {
  const finite = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) finite[count++] = values[i]!;
  }
  return finite.slice(0, count);
}
