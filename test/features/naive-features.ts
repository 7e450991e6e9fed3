import type { ContactRow, FeedbackRow, LineRow, VisitRow } from "./random-base.ts";

/** What is known of a base as plain rows; days are numbers. */
export interface PlainHistory {
  readonly lines: readonly LineRow[];
  readonly contacts: readonly ContactRow[];
  readonly visits: readonly VisitRow[];
  readonly feedback: readonly FeedbackRow[];
  /** Day of registration by customer. */
  readonly registered: ReadonlyMap<string, number>;
  /** Sales channels, the most frequent first. */
  readonly channels: readonly string[];
  /** Categories, likewise. */
  readonly categories: readonly string[];
}

interface Order {
  readonly day: number;
  readonly channel: string | null;
  readonly coupon: boolean;
}

/**
 * Features of a customer in [from, until) by their definitions, from plain rows and without any hurry: the second
 * witness of the SQL. Undefined where there is no order in the look-back.
 */
export function naiveFeatures(
  { lines, contacts, visits, feedback, registered, channels, categories }: PlainHistory,
  customer: string,
  from: number,
  until: number,
): Record<string, number> | undefined {
  const mine = lines.filter((line) => line.customer === customer && line.day < until);
  const sales = mine.filter(({ cents }) => cents >= 0);
  const orders = ordersOf(sales, channels);
  const seen = orders.filter(({ day }) => day >= from);
  if (seen.length === 0) return undefined;

  const inWindow = ({ day }: { day: number }) => day >= from && day < until;
  const sold = sales.filter(inWindow);
  const returned = mine.filter(({ cents }) => cents < 0).filter(inWindow);
  const gross = money(sold);
  const middle = from + Math.floor((until - from) / 2);
  const late = money(sold.filter(({ day }) => day >= middle));
  const gaps = gapsOf(orders.map(({ day }) => day)).filter(({ ends }) => ends >= from);
  const knownSince = [registered.get(customer) ?? Number.POSITIVE_INFINITY, ...mine.map(({ day }) => day)];

  const features: Record<string, number> = {
    recency_days: until - Math.max(...seen.map(({ day }) => day)),
    tenure_days: until - Math.min(...knownSince),
    orders: seen.length,
    interpurchase_days: mean(gaps.map(({ days }) => days)),
    interpurchase_variation: gaps.length < 2 ? Number.NaN : deviation(gaps) / mean(gaps.map(({ days }) => days)),
    monetary: gross + money(returned),
    average_order: gross / seen.length,
    revenue_trend: (late - (gross - late)) / gross,
    return_share: gross === 0 ? Number.NaN : 0 - money(returned) / gross,
    coupon_share: seen.filter(({ coupon }) => coupon).length / seen.length,
  };

  const discounted = sold.filter(({ discount }) => discount !== null);
  const discounts = sum(discounted.map(({ discount }) => discount ?? 0)) / 100;
  features.discount_share = discounts / (money(discounted) + discounts);
  const costed = sold.filter(({ cost }) => cost !== null);
  const costs = sum(costed.map(({ cost }) => cost ?? 0)) / 100;
  features.margin = costed.length === 0 ? Number.NaN : money(costed) - costs;
  features.margin_share = money(costed) === 0 ? Number.NaN : (money(costed) - costs) / money(costed);
  features.costed_share = money(costed) / gross;

  const isKnown = (id: string) =>
    (registered.get(id) ?? until) < until || lines.some((line) => line.customer === id && line.day < until);
  const named = sold.filter(({ category }) => category !== null);
  const inCategory = (rows: readonly LineRow[], each: string) =>
    money(rows.filter(({ category }) => category === each));
  const shares = categories.map((each) => inCategory(named, each) / money(named));
  for (const [j, each] of categories.entries()) features[`category_share_${each}`] = shares[j];
  if (categories.length > 0) {
    features.category_breadth = new Set(named.filter(({ cents }) => cents > 0).map(({ category }) => category)).size;
    features.category_concentration = sum(shares.map((share) => share * share));
    const favourite = shares.indexOf(Math.max(...shares));
    features.favourite_category = favourite === -1 ? Number.NaN : [...categories].sort().indexOf(categories[favourite]);
    const everyones = lines.filter(({ cents, category }) => cents >= 0 && category !== null).filter(inWindow);
    const common = favourite === -1 ? Number.NaN : inCategory(everyones, categories[favourite]) / money(everyones);
    features.category_affinity = shares[favourite] / common;
  }
  const branded = sold.filter(({ brand }) => brand !== null);
  for (const each of new Set(lines.filter(({ cents }) => cents >= 0).flatMap(({ brand }) => brand ?? [])))
    features[`brand_share_${each}`] = money(branded.filter(({ brand }) => brand === each)) / money(branded);

  if (visits.length > 0) {
    const events = visits.filter((visit) => visit.customer === customer);
    const firsts = [...new Set(events.map(({ session }) => session))].map((session) => ({
      day: Math.min(...events.filter((event) => event.session === session).map(({ day }) => day)),
    }));
    const present = events.filter(inWindow);
    const timed = present.filter(({ seconds }) => seconds !== null);
    features.visits = firsts.filter(inWindow).length;
    features.visits_per_order = features.visits / seen.length;
    const lastVisit = Math.max(...present.map(({ day }) => day));
    features.visit_recency_days = present.length === 0 ? Number.NaN : until - lastVisit;
    features.site_minutes = timed.length === 0 ? Number.NaN : sum(timed.map(({ seconds }) => seconds ?? 0)) / 60;
    for (const each of new Set(visits.flatMap(({ event }) => event ?? [])))
      features[`site_events_${each}`] = present.filter(({ event }) => event === each).length;
  }
  if (feedback.length > 0) {
    const given = feedback.filter((row) => row.customer === customer).filter(inWindow);
    const count = (kind: FeedbackRow["kind"]) => given.filter((row) => row.kind === kind).length;
    features.complaints = count("complaint");
    features.reviews = count("review");
    features.polls_answered = count("poll");
    features.mean_score = mean(given.flatMap(({ points }) => (points === null ? [] : points / 5)));
  }

  const routed = seen.filter(({ channel }) => channel !== null);
  for (const each of channels)
    features[`channel_share_${each}`] = routed.filter(({ channel }) => channel === each).length / routed.length;

  for (const each of new Set(contacts.map(({ channel }) => channel))) {
    const messages = contacts.filter(({ channel, control }) => channel === each && !control).filter(inWindow);
    const everyones = messages.filter((message) => isKnown(message.customer));
    const own = everyones.filter((contact) => contact.customer === customer);
    features[`messages_${each}`] = own.length;
    for (const [name, happened] of [
      ["open_rate", (contact: ContactRow) => contact.opened],
      ["conversion_rate", (contact: ContactRow) => contact.converted],
    ] as const) {
      const baseRate = everyones.filter(happened).length / everyones.length;
      features[`${name}_${each}`] = (own.filter(happened).length + 5 * baseRate) / (own.length + 5);
    }
  }
  return features;
}

/** Orders by number, each on its first day and through that day's most frequent channel. */
function ordersOf(sales: readonly LineRow[], channels: readonly string[]): Order[] {
  return [...new Set(sales.map(({ order }) => order))].map((number) => {
    const own = sales.filter(({ order }) => order === number);
    const day = Math.min(...own.map((line) => line.day));
    const onDay = own.filter((line) => line.day === day).map(({ channel }) => channel);
    const coupon = own.some((line) => line.day === day && line.coupon);
    return { day, channel: channels.find((channel) => onDay.includes(channel)) ?? null, coupon };
  });
}

function gapsOf(days: readonly number[]): { days: number; ends: number }[] {
  const purchaseDays = [...new Set(days)].sort((a, b) => a - b);
  return purchaseDays.slice(1).map((ends, i) => ({ days: ends - purchaseDays[i], ends }));
}

function deviation(gaps: readonly { days: number }[]): number {
  const centre = mean(gaps.map(({ days }) => days));
  return Math.sqrt(mean(gaps.map(({ days }) => (days - centre) ** 2)));
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function money(lines: readonly LineRow[]): number {
  return lines.reduce((sum, { cents }) => sum + cents, 0) / 100;
}
