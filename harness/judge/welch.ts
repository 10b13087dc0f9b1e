/** What Welch's t-test says of two samples. Times are whatever the samples are in. */
export interface Comparison {
  readonly meanA: number;
  readonly meanB: number;
  /** The difference of the means, of B over A. */
  readonly effect: number;
  readonly t: number;
  readonly degrees: number;
  /** The probability of such a difference or a larger one, either way, where there is none. */
  readonly p: number;
}

/** Below two values a side, or without any variance, no test is possible: `undefined`. */
export function welch(a: readonly number[], b: readonly number[]): Comparison | undefined {
  if (a.length < 2 || b.length < 2) return undefined;
  const [meanA, meanB] = [mean(a), mean(b)];
  const [errorA, errorB] = [variance(a, meanA) / a.length, variance(b, meanB) / b.length];
  const error = errorA + errorB;
  if (error === 0) return undefined;
  const t = (meanB - meanA) / Math.sqrt(error);
  const degrees = error ** 2 / (errorA ** 2 / (a.length - 1) + errorB ** 2 / (b.length - 1));
  // The two-sided tail of Student's t: I_x(df/2, 1/2) with x = df / (df + t²)
  const p = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
  return { meanA, meanB, effect: meanB - meanA, t, degrees, p };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[], around: number): number {
  return values.reduce((sum, value) => sum + (value - around) ** 2, 0) / (values.length - 1);
}

/** The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * fraction(x, a, b)) / a
    : 1 - (front * fraction(1 - x, b, a)) / b;
}

/** Steps of the fraction; it is exact to a double long before. */
const maxSteps = 1000;
const tiny = 1e-300;

/** The continued fraction by Lentz's method. */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / apart(1 - ((a + b) * x) / (a + 1));
  let value = d;
  let change = 0;
  for (let m = 1; m <= maxSteps && Math.abs(change - 1) >= Number.EPSILON; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const numerator of [even, odd]) {
      d = 1 / apart(1 + numerator * d);
      c = apart(1 + numerator / c);
      change = d * c;
      value *= change;
    }
  }
  return value;
}

/** Never zero: it is divided by. */
function apart(value: number): number {
  return value + tiny;
}

/** Stirling's series above 10, brought there by the recurrence. */
function logGamma(z: number): number {
  if (z < 10) return logGamma(z + 1) - Math.log(z);
  const inverse = 1 / (z * z);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / z;
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series;
}
