import { rescaledBy, type Trellis, type TrellisWorker, vanishing } from "./trellis.ts";

/** Forward-backward as `assembly/` does it, sum by sum in the same order. */
export function runTwin(trellis: Trellis): Pick<TrellisWorker, "forward" | "backward"> {
  const { months: t, effects: j, stride: k, matrix, transposed, silent, seen, isActive, initial, values } = trellis;
  const { weight, likelihood, rescaled, posterior, exposed, last, met, forward, scale, beta, ahead } = trellis;

  /** Σ of `count` numbers: the even ones, and the odd ones. */
  const sumOf = (numbers: Float64Array, from: number) => {
    let [even, odd] = [0, 0];
    for (let z = 0; z < k; z += 2) {
      even += numbers[from + z];
      odd += numbers[from + z + 1];
    }
    return even + odd;
  };
  const times = (row: Float64Array, from: number, cells: Float64Array, out: Float64Array, to: number) => {
    for (let z = 0; z < k; z++) {
      let sum = 0;
      for (let y = 0; y < k; y++) sum += row[from + y] * cells[y * k + z];
      out[to + z] = sum;
    }
  };

  return {
    forward: (first, own, least, most) => {
      for (let e = least; e <= most; e++) {
        rescaled[e] = 0;
        for (let at = first; at < t; at++) {
          const here = (e * t + at) * k;
          if (at === first) forward.set(initial, here);
          else times(forward, here - k, matrix, forward, here);
          if (at !== own) for (let z = 0; z < k; z++) forward[here + z] *= silent[(at * j + e) * k + z];
          if (isActive[at] !== 0) for (let z = 0; z < k; z++) forward[here + z] *= seen[at * k + z];
          const isVanishing = sumOf(forward, here) < vanishing;
          scale[e * t + at] = isVanishing ? rescaledBy : 1;
          if (!isVanishing) continue;
          rescaled[e] += 1;
          for (let z = 0; z < k; z++) forward[here + z] *= rescaledBy;
        }
        likelihood[e] = sumOf(forward, (e * t + t - 1) * k);
      }
    },
    backward: (first, own, least, most) => {
      for (const part of [posterior, exposed, last, met]) part.fill(0);
      for (let e = least; e <= most; e++) {
        if (weight[e] === 0) continue;
        beta.fill(weight[e] / likelihood[e]);
        for (let at = t - 1; at >= first; at--) {
          const here = (e * t + at) * k;
          for (let z = 0; z < k; z++) {
            const chance = forward[here + z] * beta[z];
            posterior[at * k + z] += chance;
            exposed[at * k + z] += chance * values[e];
            if (at === t - 1) last[e * k + z] = chance;
          }
          if (at === first) break;
          for (let z = 0; z < k; z++) ahead[z] = beta[z] * scale[e * t + at];
          if (at !== own) for (let z = 0; z < k; z++) ahead[z] *= silent[(at * j + e) * k + z];
          if (isActive[at] !== 0) for (let z = 0; z < k; z++) ahead[z] *= seen[at * k + z];
          for (let y = 0; y < k; y++) for (let z = 0; z < k; z++) met[y * k + z] += forward[here - k + y] * ahead[z];
          times(ahead, 0, transposed, beta, 0);
        }
      }
    },
  };
}
