import { addSpan, civil, type EpochDay, startOfMonth, toIsoDate } from "../src/math/calendar.ts";
import { UserError } from "../src/user-error.ts";
import { type ExchangeRates, exchangeRates } from "./exchange-rates.ts";
import { cumulative } from "./variates.ts";
import { type ConsentChannel, consentChannels, type World } from "./worlds/world.ts";

/**
 * What all customers of a base share: the world, the calendar it is lived in, and the world's probabilities in the form
 * draws read. Months are numbered from the first month anybody can register in; the history starts at `firstMonth`.
 */
export interface BasePlan {
  readonly world: World;
  readonly seed: number;
  /** First day of each month, and the day after the last one; length `months` + 1. */
  readonly monthStart: Int32Array;
  readonly months: number;
  /** First month of the history, and the first month after it (which starts at as-of). */
  readonly firstMonth: number;
  readonly asOfMonth: number;
  readonly asOf: EpochDay;
  /** Events on or after this day are lived but not written: as-of, or the end of the hold-out when it is asked for. */
  readonly writtenUntil: EpochDay;
  /** Factor of the order rate, per month. */
  readonly season: Float64Array;
  /** In the order they are sent. */
  readonly campaigns: readonly Campaign[];
  /** In the order of the world's foreign currencies. */
  readonly rates: readonly ExchangeRates[];
  /** Currency of each place: position among the foreign currencies plus 1, 0 is home. */
  readonly placeCurrency: Int32Array;
  /** Whether everything is written, or the four core tables with their first columns. */
  readonly tables: BaseTables;
  /** Cumulative probabilities, per archetype where there are several. */
  readonly draws: {
    readonly initial: Float64Array;
    readonly next: readonly Float64Array[];
    readonly category: readonly Float64Array[];
    readonly channel: readonly Float64Array[];
    readonly acquisition: Float64Array;
    readonly sex: Float64Array;
    readonly place: Float64Array;
    readonly origin: Float64Array;
    readonly device: Float64Array;
  };
}

export type BaseTables = "core" | "all";

export interface Campaign {
  /** `2025-04-sms`. */
  readonly id: string;
  readonly month: number;
  readonly day: EpochDay;
  readonly channel: ConsentChannel;
  /** Position of the channel in `consentChannels`. */
  readonly consent: number;
}

/** Campaigns go out on the tenth, so that sending and answering stay in one month. */
const campaignDayOffset = 9;

/**
 * @param asOf first day of a month; the history is the world's months before it
 * @throws UserError if as-of is not the first day of a month
 */
export function planBase(
  world: World,
  seed: number,
  asOf: EpochDay,
  holdout: boolean,
  tables: BaseTables = "core",
): BasePlan {
  if (startOfMonth(asOf) !== asOf) {
    const near = toIsoDate(startOfMonth(asOf));
    throw new UserError(
      2,
      `as-of ${toIsoDate(asOf)}: a synthetic base ends at the first day of a month, such as ${near}`,
    );
  }
  const firstMonth = world.registration.monthsBefore;
  const asOfMonth = firstMonth + world.historyMonths;
  const months = asOfMonth + world.holdoutMonths;
  const monthStart = Int32Array.from({ length: months + 1 }, (_, month) =>
    addSpan(asOf, { count: 1, unit: "month" }, month - asOfMonth),
  );
  const startOf = (month: number) => monthStart[month] as EpochDay; // made of day numbers just above

  return {
    world,
    seed,
    monthStart,
    months,
    firstMonth,
    asOfMonth,
    asOf,
    writtenUntil: holdout ? startOf(months) : asOf,
    season: Float64Array.from({ length: months }, (_, month) => world.season[civil(startOf(month)).month - 1]),
    campaigns: planCampaigns(world, firstMonth, months, startOf),
    rates: exchangeRates(world, seed, months),
    placeCurrency: Int32Array.from(
      world.demography.places,
      ({ country }) => world.foreign.findIndex(({ countries }) => countries.includes(country)) + 1,
    ),
    tables,
    draws: {
      initial: cumulative(world.initial),
      next: world.monthlyMatrix.map(cumulative),
      category: world.categories.rows.map(cumulative),
      channel: world.channels.rows.map(cumulative),
      acquisition: cumulative(world.acquisition.map(({ share }) => share)),
      sex: cumulative(world.demography.sexes.map(({ share }) => share)),
      place: cumulative(world.demography.places.map(({ weight }) => weight)),
      origin: cumulative(world.visits.origins.map(({ share }) => share)),
      device: cumulative(world.visits.devices.map(({ share }) => share)),
    },
  };
}

function planCampaigns(
  world: World,
  firstMonth: number,
  months: number,
  startOf: (month: number) => EpochDay,
): Campaign[] {
  const { everyMonths, channels } = world.campaign;
  const campaigns: Campaign[] = [];
  for (let month = firstMonth + everyMonths - 1; month < months; month += everyMonths) {
    const channel = channels[campaigns.length % channels.length];
    campaigns.push({
      id: `${toIsoDate(startOf(month)).slice(0, 7)}-${channel}`,
      month,
      day: addSpan(startOf(month), { count: campaignDayOffset, unit: "day" }),
      channel,
      consent: consentChannels.indexOf(channel),
    });
  }
  return campaigns;
}
