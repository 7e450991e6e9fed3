/**
 * A configuration to fill in, for a folder without data.
 *
 * @param schema path or address of the JSON Schema for editors
 */
export function configurationTemplate(schema: string): string {
  return `# yaml-language-server: $schema=${schema}
#
# Tables and settings of one project. What is left out has a default; a misspelt key is an error that says what was meant.
# With the data at hand, tessera init --from FILE... proposes this file from what the files hold.

version: 1 # of this file's format
timezone: UTC # IANA name of the zone whose calendar days count, such as Europe/Berlin
currency: EUR # of the amounts

sources: # transactions or customers are needed, the rest is welcome; paths are relative to this file
  transactions: # orders or their lines, and returns
    path: data/transactions.csv # a file, a glob such as data/*.parquet, or a list of them
    # columns: { customer_id: client, ts: paid_at, amount: total, order_id: bill } # ours: the file's
    # delimiter: ";"
    # encoding: windows-1251
    # decimal: ","
    # thousands: " "
    # dates: { ts: dd.MM.yyyy HH:mm } # without a format, ISO 8601 is expected
    # returnPrefixes: [C] # order ids that begin so are returns
  # customers: # who they are and what they agreed to
  #   path: data/customers.csv
  # contacts: # messages sent to them, and control groups that got none
  #   path: data/contacts.csv
  # visits: # what they did on the site
  #   path: data/visits.jsonl.gz
  # feedback: # complaints, reviews and polls
  #   path: data/feedback.csv
  # costs: # what was spent to win customers, per period and channel
  #   path: data/costs.csv
  # products: # category, brand and cost of what is sold
  #   path: data/products.csv
  # market: # per category and period, competitors' prices in percent of ours and what all sellers took
  #   path: data/market.csv
  # profiles: # ready aggregates per customer, where there is no event log
  #   path: data/profiles.csv
  #   metrics: { recency_days: days_since_order, orders: order_count, spend: total_spend }

# windows: { every: month, lookback: 12mo, count: 12 } # periods the base is looked at in
# segments: { k: { min: 2, max: 10 }, seed: 7 } # how many segments
`;
}
