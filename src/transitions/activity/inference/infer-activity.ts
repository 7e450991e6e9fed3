import { logRisingFactorial } from "../../../math/log-rising-factorial.ts";
import type { ActivityModel } from "../activity-model.ts";
import { type ActivityPanel, isCounted } from "../panel/activity-panel.ts";
import type { ActivityStatistics } from "./activity-statistics.ts";
import type { CustomerEffects } from "./customer-effects.ts";
import { chanceOfNone } from "./predict-orders.ts";
import { openTrellis, rescaledBy, type Trellis } from "./trellis.ts";

/** What is inferred of one customer; overwritten by the next. */
export interface Inferred {
  readonly customer: number;
  /** First month the customer is in the panel. */
  readonly first: number;
  /** Chance of each state in each month from `first` on, T × K. */
  readonly states: Float64Array;
  /** Joint chance of rate effect and state in the last month, J × K. */
  readonly last: Float64Array;
}

/** Rate effects less likely than that are not looked at backwards: what they would add is below every figure that is shown. */
const negligible = 1e-4;
const logRescaledBy = Math.log(rescaledBy);

/**
 * The expectation step of EM for some customers: chances of states and rate effects together are exact (forward-backward for
 * each value of the effect that was likely the round before), effects on baskets and favourites are in mean field, one round
 * each time.
 *
 * O(customers · T · J · K²).
 *
 * @param effects of all customers; those of the customers looked at are brought up to date
 * @param statistics what is found is added to it
 * @param visit told of every customer, before the effects are brought up to date
 * @see Rabiner (1989), A tutorial on hidden Markov models, Proc. IEEE 77; Neal & Hinton (1998), A view of the EM algorithm
 */
export function inferActivity(
  panel: ActivityPanel,
  model: ActivityModel,
  effects: CustomerEffects,
  from: number,
  until: number,
  statistics: ActivityStatistics,
  visit?: (inferred: Inferred) => void,
): void {
  const { states: k, matrix, rate, season, effect } = model;
  const { months: t, calendar, entry, rowStart, month, orders, basketSum, basketSquares } = panel;
  const { countStart, column, count, columns } = panel;
  const width = columns.count;
  const j = effect.values.length;
  const weights = columnWeights(panel, model);
  const { ofCounts, ofOrders, ofFavourites, ownShare, isMix } = weights;
  const logRate = model.rate.map(Math.log);
  const basket = model.basket;
  const logSd = basket?.sd.map(Math.log) ?? new Float64Array(k);
  const precision = basket?.sd.map((sd) => 1 / (sd * sd)) ?? new Float64Array(k);
  const basketMean = basket?.mean ?? new Float64Array(k);
  const customerPrecision = basket === undefined ? 0 : 1 / basket.customerVariance;
  const logValues = effect.values.map(Math.log);
  const logShares = effect.shares.map(Math.log);
  const logSeason = model.season.map(Math.log);
  const logFavourites = new Float64Array(width);
  for (const [m, { first, levels }] of columns.mixes.entries())
    for (let level = 0; level < levels.length; level++)
      logFavourites[first + level] = Math.log(model.mixes[m].favourites[level]);

  const { forward, backward, trellis } = openTrellis({ months: t, states: k, effects: j });
  const { stride, seen, isActive, posterior, exposed, met } = trellis;
  for (let y = 0; y < k; y++)
    for (let z = 0; z < k; z++) {
      trellis.matrix[y * stride + z] = matrix[y * k + z];
      trellis.transposed[z * stride + y] = matrix[y * k + z];
    }
  const counts = openOrderCounts(model, calendar, trellis);
  trellis.values.set(effect.values);
  const shape = model.monthShape;
  const degrees = basket?.degrees;
  const ordersOf = new Float64Array(t);
  /** How much the values of a month count in a state: less the further they lie out, where they are Student's t. */
  const trust = new Float64Array(t * k).fill(1);
  const logJoint = new Float64Array(j);
  const scores = new Float64Array(width);
  const { moves } = statistics;
  const inferred = { states: new Float64Array(t * k), last: new Float64Array(j * k) };

  for (let i = from; i < until; i++) {
    const own = entry[i];
    const first = Math.max(own, 0);
    if (first >= t) continue;
    const start = rowStart[i];
    const end = rowStart[i + 1];
    const p = effects.basketMean[i];
    const pVariance = effects.basketVariance[i];
    isActive.fill(0);
    ordersOf.fill(0);
    let told = 0; // log-likelihood that is the same for all states
    let counted = 0;

    // What each state says of the active months, the largest scaled to 1.
    for (let row = start; row < end; row++) {
      const at = month[row];
      const n = orders[row];
      const isOwn = isCounted(at, own);
      isActive[at] = 1;
      ordersOf[at] = n;
      const base = at * stride;
      let most = Number.NEGATIVE_INFINITY;
      for (let z = 0; z < k; z++) {
        let value = ofOrders[z] * n;
        if (n > 0) {
          if (isOwn) value += n * logRate[z];
          if (basket !== undefined) {
            const mean = basketMean[z] + p;
            const squares = basketSquares[row] - 2 * mean * basketSum[row] + n * (mean * mean + pVariance);
            const scaled = Math.max(precision[z] * squares, 0);
            value -= n * logSd[z];
            if (degrees === undefined) value -= 0.5 * scaled;
            else {
              value -= 0.5 * (degrees + n) * Math.log1p(scaled / degrees);
              trust[at * k + z] = (degrees + n) / (degrees + scaled);
            }
          }
        }
        seen[base + z] = value;
      }
      for (let c = countStart[row]; c < countStart[row + 1]; c++) {
        const d = column[c];
        const u = count[c];
        const isOfMix = isMix[d] === 1;
        const favourite = isOfMix ? effects.favourites[i * width + d] : 0;
        for (let z = 0; z < k; z++)
          seen[base + z] += u * (ofCounts[d * k + z] + (isOfMix ? favourite * ofFavourites[d * k + z] : 0));
      }
      for (let z = 0; z < k; z++) if (seen[base + z] > most) most = seen[base + z];
      if (most === Number.NEGATIVE_INFINITY) most = 0; // orders where no state has any: impossible, and said below
      for (let z = 0; z < k; z++) seen[base + z] = Math.exp(seen[base + z] - most);
      told += most;
      if (n > 0 && degrees !== undefined) told += scaleOfStudent(n, degrees);
      if (isOwn) {
        counted += n;
        told += n * logSeason[calendar[at]] + counts.constant(n);
        counts.put(at, n);
      }
    }

    // Forward, for each value of the rate effect by itself.
    trellis.initial.set(own < 0 ? model.present : model.entering);
    let best = Number.NEGATIVE_INFINITY;
    logJoint.fill(Number.NEGATIVE_INFINITY);
    const [leastBefore, mostBefore] = [effects.leastRate[i], effects.mostRate[i]];
    forward(first, own, leastBefore, mostBefore);
    for (let e = leastBefore; e <= mostBefore; e++) {
      const likelihood = Math.log(trellis.likelihood[e]) - trellis.rescaled[e] * logRescaledBy;
      logJoint[e] = logShares[e] + counted * logValues[e] + likelihood;
      if (logJoint[e] > best) best = logJoint[e];
    }
    let total = 0;
    for (let e = 0; e < j; e++) total += Math.exp(logJoint[e] - best);
    const evidence = best + Math.log(total);

    // Backward, for the values that are likely at all.
    let kept = 0;
    for (let e = 0; e < j; e++) {
      const share = Math.exp(logJoint[e] - evidence);
      logJoint[e] = share < negligible ? 0 : share;
      kept += logJoint[e];
    }
    let [least, most] = [j, 0];
    for (let e = 0; e < j; e++) {
      if (logJoint[e] === 0) continue;
      least = Math.min(least, e);
      most = e;
    }
    effects.leastRate[i] = Math.max(least - 1, 0);
    effects.mostRate[i] = Math.min(most + 1, j - 1);
    for (let e = least; e <= most; e++) {
      trellis.weight[e] = logJoint[e] / kept;
      statistics.effectShares[e] += trellis.weight[e];
    }
    backward(first, own, least, most);
    for (let row = start; row < end; row++) counts.put(month[row], 0);
    if (visit !== undefined) {
      for (let at = 0; at < t; at++)
        for (let z = 0; z < k; z++) inferred.states[at * k + z] = posterior[at * stride + z];
      for (let e = 0; e < j; e++) for (let z = 0; z < k; z++) inferred.last[e * k + z] = trellis.last[e * stride + z];
      visit({ customer: i, first, ...inferred });
    }

    // What is expected, added up.
    statistics.customers += 1;
    statistics.bound += evidence + told - effectsDivergence(i);
    for (let y = 0; y < k; y++) for (let z = 0; z < k; z++) moves[y * k + z] += matrix[y * k + z] * met[y * stride + z];
    const begun = own < 0 ? statistics.present : statistics.entering;
    for (let z = 0; z < k; z++) begun[z] += posterior[first * stride + z];
    for (let at = first; at < t; at++) {
      if (at === own) continue;
      const slot = calendar[at] * k;
      for (let z = 0; z < k; z++) {
        const chance = posterior[at * stride + z];
        const here = exposed[at * stride + z];
        if (shape === undefined) statistics.exposure[slot + z] += here;
        else if (chance > 0) {
          const mean = (rate[z] * season[calendar[at]] * here) / chance;
          statistics.exposure[slot + z] += (here * (shape + ordersOf[at])) / (shape + mean);
        }
      }
    }
    updateEffects(i, start, end);
    addRows(i, own, start, end);
  }

  /** Kullback-Leibler divergence of what is thought of the customer's effects from what all customers' are. */
  function effectsDivergence(i: number): number {
    let divergence = 0;
    if (basket !== undefined) {
      const ratio = effects.basketVariance[i] * customerPrecision;
      divergence += 0.5 * (ratio - Math.log(ratio) - 1 + effects.basketMean[i] ** 2 * customerPrecision);
    }
    for (const { first, levels } of columns.mixes)
      for (let d = first; d < first + levels.length; d++) {
        const share = effects.favourites[i * width + d];
        if (share > 1e-300) divergence += share * (Math.log(share) - logFavourites[d]);
      }
    return divergence;
  }

  function updateEffects(i: number, start: number, end: number): void {
    if (basket !== undefined) {
      let sumPrecision = customerPrecision;
      let sum = 0;
      for (let row = start; row < end; row++) {
        const n = orders[row];
        if (n === 0) continue;
        const base = month[row] * stride;
        for (let z = 0; z < k; z++) {
          const weight = posterior[base + z] * precision[z] * trust[month[row] * k + z];
          sumPrecision += weight * n;
          sum += weight * (basketSum[row] - n * basketMean[z]);
        }
      }
      effects.basketMean[i] = sum / sumPrecision;
      effects.basketVariance[i] = 1 / sumPrecision;
    }
    if (columns.mixes.length === 0) return;
    scores.set(logFavourites);
    for (let row = start; row < end; row++) {
      const base = month[row] * stride;
      for (let c = countStart[row]; c < countStart[row + 1]; c++) {
        const d = column[c];
        if (isMix[d] === 0) continue;
        let gain = 0;
        for (let z = 0; z < k; z++) gain += posterior[base + z] * ofFavourites[d * k + z];
        scores[d] += count[c] * gain;
      }
    }
    for (const { first, levels } of columns.mixes) {
      const past = first + levels.length;
      let most = Number.NEGATIVE_INFINITY;
      for (let d = first; d < past; d++) if (scores[d] > most) most = scores[d];
      let sum = 0;
      for (let d = first; d < past; d++) {
        scores[d] = Math.exp(scores[d] - most);
        sum += scores[d];
      }
      for (let d = first; d < past; d++) effects.favourites[i * width + d] = scores[d] / sum;
    }
  }

  function addRows(i: number, own: number, start: number, end: number): void {
    const p = effects.basketMean[i];
    statistics.basketEffect += p;
    statistics.basketEffectSquares += p * p + effects.basketVariance[i];
    for (const { first, levels } of columns.mixes)
      for (let d = first; d < first + levels.length; d++) statistics.favourites[d] += effects.favourites[i * width + d];
    for (let row = start; row < end; row++) {
      const n = orders[row];
      const base = month[row] * stride;
      const isOwn = isCounted(month[row], own);
      if (isOwn) statistics.monthOrders[calendar[month[row]]] += n;
      const sum = basketSum[row] - n * p;
      const squares = basketSquares[row] - 2 * p * basketSum[row] + n * (p * p + effects.basketVariance[i]);
      for (let z = 0; z < k; z++) {
        const chance = posterior[base + z];
        statistics.orders[z] += chance * n;
        if (isOwn) statistics.countedOrders[z] += chance * n;
        const told = chance * trust[month[row] * k + z];
        statistics.basketWeight[z] += told * n;
        statistics.basketSum[z] += told * sum;
        statistics.basketSquares[z] += told * squares;
      }
      for (let c = countStart[row]; c < countStart[row + 1]; c++) {
        const d = column[c];
        const u = count[c];
        const favourite = isMix[d] === 1 ? effects.favourites[i * width + d] : 0;
        for (let z = 0; z < k; z++) {
          const seenThere = posterior[base + z] * u;
          statistics.counts[z * width + d] += seenThere;
          if (isMix[d] === 1)
            statistics.ownCounts[z * width + d] += seenThere * (1 - favourite * (1 - ownShare[d * k + z]));
        }
      }
    }
  }
}

/**
 * Chances of a month's number of orders as `trellis.silent` has them: by the month's effect and state, all but what does not depend on
 * both. Poisson, they are those of no orders whatever came; negative binomial, (1 + mean / shape)^−(shape + orders).
 */
function openOrderCounts({ rate, season, effect, monthShape }: ActivityModel, calendar: Uint8Array, trellis: Trellis) {
  const { months: t, states: k, effects: j, stride, silent } = trellis;
  const size = j * stride;
  const none = new Float64Array(12 * size);
  const more = new Float64Array(monthShape === undefined ? 0 : 12 * size);
  for (let slot = 0; slot < 12; slot++)
    for (let e = 0; e < j; e++)
      for (let z = 0; z < k; z++) {
        const at = slot * size + e * stride + z;
        const mean = rate[z] * effect.values[e] * season[slot];
        none[at] = chanceOfNone(mean, monthShape);
        if (monthShape !== undefined) more[at] = 1 / (1 + mean / monthShape);
      }
  for (let at = 0; at < t; at++) silent.set(none.subarray(calendar[at] * size, (calendar[at] + 1) * size), at * size);
  /** Chances by orders and calendar month, as they are asked for. */
  const known: Float64Array[] = [none];
  const upTo = (orders: number) => {
    for (let n = known.length; n <= orders; n++) known.push(known[n - 1].map((chance, i) => chance * more[i]));
    return known[orders];
  };
  const constants = logFactorials.map((log, n) =>
    monthShape === undefined ? -log : logRisingFactorial(monthShape, n) - n * Math.log(monthShape) - log,
  );
  return {
    constant: (orders: number) => constants[orders],
    put(month: number, orders: number): void {
      if (monthShape === undefined) return;
      const slot = calendar[month] * size;
      silent.set(upTo(orders).subarray(slot, slot + size), month * size);
    },
  };
}

/** Log of what Student's t has before its power, by that of a Normal distribution; n values of one month. */
function scaleOfStudent(n: number, degrees: number): number {
  return logRisingFactorial(degrees / 2, n / 2) - (n / 2) * Math.log(degrees / 2);
}

/** Log n! of all the orders of a month that are counted. */
const logFactorials = Float64Array.from({ length: 256 }, (_, n) => {
  let sum = 0;
  for (let i = 2; i <= n; i++) sum += Math.log(i);
  return sum;
});

/** Log-likelihoods as sums over counts: what each count, and each order, adds for each state. */
function columnWeights({ columns }: ActivityPanel, model: ActivityModel) {
  const { states: k } = model;
  const ofCounts = new Float64Array(columns.count * k);
  const ofOrders = new Float64Array(k);
  const ofFavourites = new Float64Array(columns.count * k);
  const ownShare = new Float64Array(columns.count * k);
  const isMix = new Uint8Array(columns.count);
  for (const [at, { column, of, kind }] of columns.tallies.entries()) {
    for (let z = 0; z < k; z++) {
      const value = model.tallies[at][z];
      const each = kind === "share" ? Math.log1p(-value) : -value;
      ofCounts[column * k + z] += kind === "share" ? Math.log(value) - Math.log1p(-value) : Math.log(value);
      if (of === undefined) ofOrders[z] += each;
      else ofCounts[of * k + z] += each;
    }
  }
  for (const [m, { first, levels }] of columns.mixes.entries()) {
    const { state, favouriteShare } = model.mixes[m];
    for (let level = 0; level < levels.length; level++) {
      const d = first + level;
      isMix[d] = 1;
      for (let z = 0; z < k; z++) {
        const own = (1 - favouriteShare) * state[z * levels.length + level];
        ofCounts[d * k + z] += Math.log(own);
        ofFavourites[d * k + z] = Math.log(own + favouriteShare) - Math.log(own);
        ownShare[d * k + z] = own / (own + favouriteShare);
      }
    }
  }
  return { ofCounts, ofOrders, ofFavourites, ownShare, isMix };
}
