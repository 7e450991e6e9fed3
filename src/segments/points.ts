/** Points of a d-dimensional space, one row each. */
export interface Points {
  /** Number of points. */
  readonly n: number;
  /** Number of dimensions. */
  readonly d: number;
  /** Coordinates, n × d, row-major. */
  readonly values: Float64Array;
}

/** Squared Euclidean distance between the d numbers of `a` from `i` on and those of `b` from `j` on. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, d: number): number {
  // Four sums at a time: one alone would wait for each addition to finish.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let c = 0;
  for (; c + 3 < d; c += 4) {
    const d0 = a[i + c] - b[j + c];
    const d1 = a[i + c + 1] - b[j + c + 1];
    const d2 = a[i + c + 2] - b[j + c + 2];
    const d3 = a[i + c + 3] - b[j + c + 3];
    s0 += d0 * d0;
    s1 += d1 * d1;
    s2 += d2 * d2;
    s3 += d3 * d3;
  }
  for (; c < d; c++) {
    const difference = a[i + c] - b[j + c];
    s0 += difference * difference;
  }
  return s0 + s1 + (s2 + s3);
}

/** The points with the given row numbers, in that order; a number may come twice. */
export function takePoints({ d, values }: Points, rows: Int32Array): Points {
  const taken = new Float64Array(rows.length * d);
  // Rows are short, so copying them number by number is faster than set().
  let to = 0;
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i] * d;
    for (let c = 0; c < d; c++) taken[to++] = values[from + c];
  }
  return { n: rows.length, d, values: taken };
}

/** Each point as an array of its own. */
export function toRows({ n, d, values }: Points): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from(values.subarray(i * d, (i + 1) * d)));
}

/** @param d number of dimensions, needed when there are no rows */
export function fromRows(rows: readonly (readonly number[])[], d: number): Points {
  const values = new Float64Array(rows.length * d);
  for (let i = 0; i < rows.length; i++) values.set(rows[i], i * d);
  return { n: rows.length, d, values };
}

/**
 * The nearest centroid of every point, the first of equally near ones.
 *
 * @param labels receives the number of the centroid, length n
 * @returns the inertia: the sum of the squared distances
 */
export function labelNearest(points: Points, centroids: Points, labels: Int32Array): number {
  const { n, d, values } = points;
  let inertia = 0;
  for (let i = 0; i < n; i++) {
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < centroids.n; c++) {
      const distance = squaredDistance(values, i * d, centroids.values, c * d, d);
      if (distance < least) {
        least = distance;
        nearest = c;
      }
    }
    labels[i] = nearest;
    inertia += least;
  }
  return inertia;
}

/** How many points carry each of the labels 0…k−1. */
export function sizesOf(labels: Int32Array, k: number): Int32Array {
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label] += 1;
  return sizes;
}
