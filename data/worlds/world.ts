import type { Assortment } from "./assortment.ts";
import type { Demography } from "./demography.ts";
import type { FeedbackHabits, VisitHabits } from "./habits.ts";
import type { PlantedRule } from "./planted-rule.ts";
import type { Society } from "./society.ts";

/** Channels a customer can be asked to agree to. */
export const consentChannels = ["email", "sms", "push"] as const;
export type ConsentChannel = (typeof consentChannels)[number];

/** Names with the share each archetype gives them: one row per archetype, each row sums to 1. */
export interface Mix {
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** A currency that people of some countries pay in. */
export interface ForeignCurrency {
  /** ISO 4217. */
  readonly code: string;
  /** ISO 3166 codes of the countries. */
  readonly countries: readonly string[];
  /** Units of the home currency for one unit, in the first month; it walks from month to month by this log step. */
  readonly rate: number;
  readonly monthlyLogSd: number;
}

/**
 * A world: everything that decides how a synthetic customer base behaves, as data.
 *
 * Customers live through calendar months in one of k hidden archetypes. Every list with one entry per archetype is in
 * the order of `archetypes`. Money is in units of the home currency, shares and probabilities are in 0…1.
 */
export interface World {
  readonly name: string;
  /** One sentence for people. */
  readonly about: string;

  /** IANA name of the zone that times are local to. */
  readonly timezone: string;
  /** ISO 4217 code of the home currency. */
  readonly currency: string;
  /** Further currencies; where there are any, orders carry theirs and a table of rates is written. */
  readonly foreign: readonly ForeignCurrency[];

  /** Calendar months that are written, ending at as-of. */
  readonly historyMonths: number;
  /** Months after as-of that are lived but belong to the future. */
  readonly holdoutMonths: number;

  readonly registration: {
    /** Share registered before the history, uniformly over `monthsBefore`; the rest uniformly over its months. */
    readonly shareBefore: number;
    readonly monthsBefore: number;
    /** Share of newcomers with an order in the month they register; the others order in a later month or never. */
    readonly firstOrderShare: number;
  };

  /** Names of the k archetypes. */
  readonly archetypes: readonly string[];
  /** Chance of being in the column's archetype next month, k × k; each row sums to 1. */
  readonly monthlyMatrix: readonly (readonly number[])[];
  /** Archetype in the month of registration. */
  readonly initial: readonly number[];
  /** Months every archetype lasts at least, once it is entered; then it moves by the matrix. 1 unless given. */
  readonly shortestDwell?: number;
  /** Who moves more often than the matrix says, by what they did; nobody unless given. */
  readonly rules?: readonly PlantedRule[];

  /** Mean orders a month, before the customer's rate factor and the season. */
  readonly ordersPerMonth: readonly number[];
  /** The customer's rate factor is Gamma(shape, 1/shape): mean 1. */
  readonly rateGammaShape: number;
  /** Factor of the order rate per calendar month, January first. */
  readonly season: readonly number[];
  /**
   * Where given, the rate of every customer and month has a factor Gamma(shape, 1/shape) of its own: orders of a month are
   * negative binomial of that shape, at least 1. Poisson otherwise.
   */
  readonly monthGammaShape?: number;
  /** Orders one customer can place, guest orders included; a power of ten, 1000 unless given. */
  readonly mostOrders?: number;

  /** Median price of an order before its discount, in the first month. */
  readonly medianBasket: readonly number[];
  /** What prices rise by from month to month, as a difference of logs. */
  readonly monthlyPriceGrowth: number;
  /** Standard deviation of the log price among the orders of one customer. */
  readonly basketLogSd: readonly number[];
  /** Where given, log prices are Student's t of so many degrees, more than 2, with that standard deviation. Normal otherwise. */
  readonly basketDegrees?: number;
  /** Standard deviation of the log of the customer's basket factor (median 1). */
  readonly basketCustomerLogSd: number;
  /** Mean pieces of an order, at least 1. */
  readonly itemsMean: readonly number[];

  /** Share of orders with a discount. */
  readonly discountShare: readonly number[];
  /** A discount is uniform between these shares of the price. */
  readonly discountRange: readonly [number, number];

  /** Share of orders that come back. */
  readonly returnShare: readonly number[];
  /** Mean of the exponential delay of a return. */
  readonly returnDelayDays: number;
  /** Share of returns that take back the whole order; the others take back half. */
  readonly wholeReturnShare: number;

  readonly categories: Mix;
  readonly channels: Mix;
  /** Share of orders that go to the customer's one favourite category instead of the archetype's mix. */
  readonly favouriteCategoryShare: number;
  readonly favouriteChannelShare: number;

  /** Orders a customer places without giving the customer id, for each order with it; campaign answers aside. */
  readonly guestShare: number;

  readonly campaign: {
    /** One campaign every so many months, by the channels in turn. */
    readonly everyMonths: number;
    readonly channels: readonly ConsentChannel[];
    /** Share of the consenting customers each campaign picks. */
    readonly reach: number;
    /** Share of the picked customers who get no message. */
    readonly controlShare: number;
    /** Chance that a picked customer places an extra order without a message, and what a message adds to it. */
    readonly baseConversion: readonly number[];
    readonly uplift: readonly number[];
    /** The extra order comes within so many days. */
    readonly conversionDays: number;
    readonly open: readonly number[];
    readonly clickGivenOpen: readonly number[];
    readonly unsubscribe: readonly number[];
  };
  /** Share of customers who agree to a channel when they register. */
  readonly consent: Readonly<Record<ConsentChannel, number>>;

  /** Where customers come from: share of registrations and cost of one new customer. */
  readonly acquisition: readonly { readonly channel: string; readonly share: number; readonly cac: number }[];
  /** Share of customers whose acquisition channel was not recorded. */
  readonly acquisitionUnknown: number;

  readonly demography: Demography;
  readonly society: Society;
  readonly assortment: Assortment;
  readonly visits: VisitHabits;
  readonly feedback: FeedbackHabits;
}
