/**
 * Distribution function P(Dₙ < d) of the two-sided one-sample Kolmogorov–Smirnov statistic for large n: the limit distribution
 * with its corrections of order n⁻¹ᐟ², n⁻¹ and n⁻³ᐟ².
 *
 * @param n number of values
 * @param d in (0, 1)
 *
 * **Agrees with** the exact distribution to 1e-10 for n > 100,000 and to about 1e-6 for n > 140.
 *
 * **Reference:** Pelz and Good (1976), J. of the Royal Statistical Society B 38, 152–156.
 *
 * @example
 * pelzGoodCdf(1e6, 0.001); // 0.73…
 */
export function pelzGoodCdf(n: number, d: number): number {
  const root = Math.sqrt(n);
  const z = root * d;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const pi2 = Math.PI ** 2;
  const pi4 = pi2 * pi2;
  const pi6 = pi4 * pi2;
  // Odd terms belong to (k + 1/2)², even ones to k²; both series fall off as exp(−π²k²/(2z²)).
  const terms = Math.ceil((16 * z) / Math.PI) + 1;
  let limit = 0;
  let first = 0;
  let second = 0;
  let third = 0;
  for (let k = terms; k >= 0; k--) {
    const odd = (k + 0.5) ** 2;
    const weight = Math.exp((-pi2 * odd) / (2 * z2));
    limit += weight;
    first += (pi2 * odd - z2) * weight;
    second +=
      (6 * z6 + 2 * z4 + pi2 * (2 * z4 - 5 * z2) * odd + pi4 * (1 - 2 * z2) * odd * odd) * weight;
    third +=
      (-30 * z6 -
        90 * z4 * z4 +
        pi2 * (135 * z4 - 96 * z6) * odd +
        pi4 * (212 * z4 - 60 * z2) * odd * odd +
        pi6 * (5 - 30 * z2) * odd ** 3) *
      weight;
  }
  let secondEven = 0;
  let thirdEven = 0;
  for (let k = terms; k >= 1; k--) {
    const even = k * k;
    const weight = Math.exp((-pi2 * even) / (2 * z2));
    secondEven += pi2 * even * weight;
    thirdEven += (3 * pi2 * even * z2 - pi4 * even * even) * weight;
  }
  const half = Math.sqrt(Math.PI / 2);
  // The sums run over all integers; each term stands for its mirror image too.
  const k0 = (Math.sqrt(2 * Math.PI) / z) * limit;
  const k1 = (half / (6 * z4)) * 2 * first;
  const k2 = (half / (72 * z6 * z)) * 2 * second - (half / (36 * z2 * z)) * 2 * secondEven;
  const k3 = (half / (6480 * z6 * z4)) * 2 * third + (half / (216 * z6)) * 2 * thirdEven;
  return k0 + k1 / root + k2 / n + k3 / (n * root);
}
