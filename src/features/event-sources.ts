/**
 * Rows with a customer and a day that features sum up.
 *
 * - `purchases`: days of purchases and returns, see `purchaseColumns`;
 * - `lines`: the columns of the sales among `lines`;
 * - `messages`, `sessions`, `events`, `feedback`: the columns of these tables.
 */
export const eventSources = ["purchases", "lines", "messages", "sessions", "events", "feedback"] as const;
export type EventSource = (typeof eventSources)[number];

/** Where the rows that are not made of lines are. */
export const eventTables = {
  messages: "contacts",
  sessions: "sessions",
  events: "visits",
  feedback: "feedback",
} as const satisfies Partial<Record<EventSource, string>>;
export const tableSources = Object.keys(eventTables) as (keyof typeof eventTables)[]; // the keys of the object above
