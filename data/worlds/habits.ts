/** How customers behave on the site in the last months: for whole bases (`--tables all`). One entry per archetype where there are lists. */
export interface VisitHabits {
  /** Visits are recorded in so many months before as-of, and in the hold-out. */
  readonly months: number;
  /** Sessions a month that end without an order, before the customer's rate factor. */
  readonly sessionsPerMonth: readonly number[];
  /** Sales channels that are sites; share of their orders whose session was recorded. */
  readonly channels: readonly string[];
  readonly recordedShare: number;
  /** Share of sessions without an order in which the customer was not logged in. */
  readonly anonymousShare: number;
  /** Products looked at in a session, at least 1; chance of a search and of a cart that is left. */
  readonly productsMean: number;
  readonly searchShare: number;
  readonly cartShare: number;
  /** Mean seconds on a page. */
  readonly pageSeconds: number;
  readonly origins: readonly { readonly source: string; readonly medium: string; readonly share: number }[];
  readonly devices: readonly { readonly device: string; readonly share: number }[];
}

/** What customers say: for whole bases (`--tables all`). */
export interface FeedbackHabits {
  /** Chance that an order is complained about; that it is reviewed; that a return states its reason. */
  readonly complaintShare: readonly number[];
  readonly reviewShare: number;
  readonly reasonShare: number;
  /** Mean number of stars, 1 to 5, and the standard deviation before rounding. */
  readonly stars: readonly number[];
  readonly starsSd: number;
  /** Chance of answering the poll of a quarter, and the mean answer, 0 to 10. */
  readonly pollShare: readonly number[];
  readonly recommendation: readonly number[];
  readonly recommendationSd: number;
}

export const webHabits: Omit<VisitHabits, "channels"> = {
  months: 12,
  sessionsPerMonth: [0.9, 0.5, 0.7, 0.35, 0.22, 0.04],
  recordedShare: 0.7,
  anonymousShare: 0.25,
  productsMean: 1.6,
  searchShare: 0.3,
  cartShare: 0.18,
  pageSeconds: 45,
  origins: [
    { source: "direct", medium: "none", share: 0.4 },
    { source: "google", medium: "organic", share: 0.25 },
    { source: "google", medium: "cpc", share: 0.13 },
    { source: "instagram", medium: "social", share: 0.1 },
    { source: "newsletter", medium: "email", share: 0.12 },
  ],
  devices: [
    { device: "mobile", share: 0.62 },
    { device: "desktop", share: 0.31 },
    { device: "tablet", share: 0.07 },
  ],
};

export const outspokenHabits: FeedbackHabits = {
  complaintShare: [0.008, 0.012, 0.02, 0.025, 0.025, 0.04],
  reviewShare: 0.06,
  reasonShare: 0.6,
  stars: [4.6, 4.3, 4, 4.2, 3.8, 3.2],
  starsSd: 0.9,
  pollShare: [0.09, 0.06, 0.05, 0.04, 0.03, 0.004],
  recommendation: [9, 8.2, 7.4, 7.8, 6.8, 5],
  recommendationSd: 1.8,
};
