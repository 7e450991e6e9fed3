import type { ColumnLook } from "./column-look.ts";
import { rangeOf, rangeText } from "./evidence-text.ts";
import { headerWords } from "./header-words.ts";

/** A ready aggregate that a column of a file with one row per customer seems to hold. */
export interface MetricMatch {
  /** In the vocabulary of the profiles table: recency_days, orders, spend, spend:<category>, orders:<channel>, … */
  readonly metric: string;
  readonly column: ColumnLook;
  readonly confidence: number;
  readonly seen: string;
}

/** Headers and the metric they name; the group is what comes after the colon. */
const named: readonly [RegExp, string, number][] = [
  [/^(?:days since last (?:order|purchase)|recency days)$/, "recency_days", 0.95],
  [/^(?:months since last (?:order|purchase)|recency months)$/, "recency_months", 0.95],
  [
    /^(?:tenure|tenure days|customer age days|days since (?:registration|first order|first purchase))$/,
    "tenure_days",
    0.85,
  ],
  [
    /^(?:orders|frequency|(?:num(?:ber of)?|n|total|count of) (?:orders|purchases|transactions)|purchases|(?:order|purchase) count)$/,
    "orders",
    0.9,
  ],
  [
    /^(?:spend|monetary|(?:total|past|yearly|annual) (?:spend|spent|revenue|amount|sales)|history|revenue|ltv|clv)$/,
    "spend",
    0.8,
  ],
  [/^(?:average order(?: value)?|avg order(?: value)?|aov|average basket)$/, "average_order", 0.9],
  [/^(?:returned|(?:total )?returns|refunds|returned amount)$/, "returned", 0.7],
  [
    /^(?:num |number of )?(?:deals?|discount(?:ed)?|promo(?:tion)?|coupon)s? (?:purchases|orders)$/,
    "discount_orders",
    0.9,
  ],
  [/^(?:num |number of )?web visits(?: month)?$/, "web_visits", 0.9],
  [/^(?:num |number of )?(?:complain|complaints?|complained)$/, "complaints", 0.9],
  [/^(?:num |number of |n )(.+?) (?:purchases|orders)$/, "orders:$1", 0.9],
  [/^(?:mnt|amt|amount|spend|spent|sales|revenue) (?:on )?(.+?)(?: (?:products|prods|items))?$/, "spend:$1", 0.85],
  [/^(.+?) (?:spend|spent|revenue|amount)$/, "spend:$1", 0.75],
  [/^accepted (?:cmp|campaign|offer) ?(\w+)$/, "conversions:$1", 0.85],
  [/^(?:response|responded|converted|conversions?)$/, "conversions", 0.6],
  [/^(?:num |number of )?(email|e mail|sms|push|phone|mail)s?(?: sent| messages)$/, "messages:$1", 0.8],
];

/** Greatest recency in months that is seen; days go further. */
const mostMonths = 24;

/**
 * The metric a column of numbers holds: by its header where that is usual, and else under its own name, for whatever is
 * known of every customer may tell them apart.
 *
 * @returns undefined for columns without numbers
 */
export function metricOf(column: ColumnLook): MetricMatch | undefined {
  if (column.numbers === undefined || column.numbers.leadingZeros) return undefined;
  const header = headerWords(column.name);
  const match = (metric: string, confidence: number, seen: string) => ({ metric, column, confidence, seen });
  if (header === "recency") return recency(column, match);
  for (const [pattern, metric, confidence] of named) {
    const found = pattern.exec(header);
    if (found === null) continue;
    const name = metric.replace("$1", (found[1] ?? "").replaceAll(" ", "_"));
    return match(name, confidence, `numbers${rangeText(column)}; the header says "${column.name}"`);
  }
  return match(header.replaceAll(" ", "_"), 0.5, `numbers${rangeText(column)}, under their own name`);
}

function recency(column: ColumnLook, match: (metric: string, confidence: number, seen: string) => MetricMatch) {
  const range = rangeOf(column);
  const months = range !== undefined && range.max <= mostMonths && column.rows > 100;
  return months
    ? match("recency_months", 0.7, `${range.min} to ${range.max} must be months; the header says "${column.name}"`)
    : match("recency_days", 0.8, `numbers${rangeText(column)}, taken for days; the header says "${column.name}"`);
}
