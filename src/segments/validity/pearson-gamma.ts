import { type Points, squaredDistance } from "../points.ts";
import { clusterSizes, inhabitedClusters } from "./cluster-sizes.ts";

/**
 * Pearson gamma: the correlation, over all pairs of points, of their distance with whether their clusters differ.
 *
 * It asks whether clusters sum the distances up, rather than whether gaps lie between them. O(n²·d): give it a sample of
 * a few thousand points.
 *
 * @param labels cluster of each point, length n, values 0…k−1; clusters without points do not count
 * @returns −1…1; 0 when all pairs are in different clusters or all distances are the same
 * @throws RangeError if the labels do not fit the points or fewer than 2 clusters have points
 * @see Halkidi, Batistakis & Vazirgiannis (2001), On clustering validation techniques, Journal of Intelligent
 * Information Systems 17
 */
export function pearsonGamma(points: Points, labels: Int32Array, k: number): number {
  const { n, d, values } = points;
  inhabitedClusters(clusterSizes(points, labels, k), "pearsonGamma");
  // Running means, so that nearly equal distances keep their digits.
  let pairs = 0;
  let apart = 0;
  let mean = 0;
  let meanApart = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const distance = Math.sqrt(squaredDistance(values, i * d, values, j * d, d));
      const difference = distance - mean;
      pairs += 1;
      mean += difference / pairs;
      spread += difference * (distance - mean);
      if (labels[i] !== labels[j]) {
        apart += 1;
        meanApart += (distance - meanApart) / apart;
      }
    }
  }
  const share = apart / pairs;
  if (share === 1 || spread === 0) return 0;
  // The covariance with a 0/1 variable is its share times how far the mean of the ones lies from the mean of all.
  return (share * (meanApart - mean)) / Math.sqrt((spread / pairs) * share * (1 - share));
}
