import { lineKind } from "../inputs/tables/transactions.ts";

/**
 * Rows with a customer and a day that features sum up: the letter their sums are read by, and where they are.
 *
 * - `purchases`: `days`, see `customer-days.ts`;
 * - `orders`: `orders`, likewise;
 * - `lines`: the sales among `lines`;
 * - `messages`: `contacts`;
 * - `sessions`: `sessions`, see `site-sessions.ts`;
 * - `events`: `visits`;
 * - `feedback`: `feedback`.
 */
export const eventSources = {
  purchases: { letter: "p", rows: "days" },
  orders: { letter: "o", rows: "orders" },
  lines: { letter: "l", rows: `(SELECT * FROM lines WHERE kind = ${lineKind.sale} AND customer IS NOT NULL)` },
  messages: { letter: "m", rows: "contacts" },
  sessions: { letter: "s", rows: "sessions" },
  events: { letter: "v", rows: "visits" },
  feedback: { letter: "f", rows: "feedback" },
} as const;
export type EventSource = keyof typeof eventSources;

export const eventSourceNames = Object.keys(eventSources) as EventSource[]; // the keys of the object above
