/** Customers of a part in one month, by where they come from: those with an order in it. */
export interface ActiveByOrigin {
  /** With their first order ever. */
  readonly newcomers: number;
  /** With an order in the month before. */
  readonly retained: number;
  /** With earlier orders, none of them in the month before: the resurrected. */
  readonly reactivated: number;
}

/** How a month's customers came about. */
export interface Growth extends ActiveByOrigin {
  /** With an order in the month before. */
  readonly start: number;
  /** With an order in the month: start + newcomers + reactivated − churned. */
  readonly active: number;
  /** Of those with an order in the month before, the ones without one in this. */
  readonly churned: number;
}

/**
 * Growth accounting of neighbouring months, oldest first: active(t) = active(t − 1) + new + resurrected − churned,
 * exactly. Nobody was there before the first.
 */
export function growthAccounting(months: readonly ActiveByOrigin[]): Growth[] {
  let start = 0;
  return months.map(({ newcomers, retained, reactivated }) => {
    const active = newcomers + retained + reactivated;
    const growth = { start, active, newcomers, retained, reactivated, churned: start - retained };
    start = active;
    return growth;
  });
}
