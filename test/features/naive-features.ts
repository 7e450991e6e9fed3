import type { ContactRow, LineRow } from "./random-base.ts";

/** What is known of a base as plain rows; days are numbers. */
export interface PlainHistory {
  readonly lines: readonly LineRow[];
  readonly contacts: readonly ContactRow[];
  /** Day of registration by customer. */
  readonly registered: ReadonlyMap<string, number>;
  /** Sales channels, the most frequent first. */
  readonly channels: readonly string[];
}

interface Order {
  readonly day: number;
  readonly channel: string | null;
}

/**
 * Features of a customer in [from, until) by their definitions, from plain rows and without any hurry: the second
 * witness of the SQL. Undefined where there is no order in the look-back.
 */
export function naiveFeatures(
  { lines, contacts, registered, channels }: PlainHistory,
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
  };

  const isKnown = (id: string) =>
    (registered.get(id) ?? until) < until || lines.some((line) => line.customer === id && line.day < until);
  const named = sold.filter(({ category }) => category !== null);
  const categories = new Set(lines.filter(({ cents }) => cents >= 0).flatMap(({ category }) => category ?? []));
  for (const each of categories)
    features[`category_share_${each}`] = money(named.filter(({ category }) => category === each)) / money(named);
  const bought = new Set(named.filter(({ cents }) => cents > 0).map(({ category }) => category));
  if (categories.size > 0) features.category_breadth = bought.size;

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
    return { day, channel: channels.find((channel) => onDay.includes(channel)) ?? null };
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
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function money(lines: readonly LineRow[]): number {
  return lines.reduce((sum, { cents }) => sum + cents, 0) / 100;
}
