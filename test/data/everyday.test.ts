import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { everyday } from "../../data/worlds/everyday.ts";

const path = resolve(import.meta.dirname, "../../../shared/reference/everyday.json");
const required = process.env.TESSERA_REQUIRE?.split(",").includes("data") ?? false;

describe("the world everyday", () => {
  it.skipIf(!existsSync(path) && !required)("has every planted parameter of ../shared/reference/everyday.json", () => {
    const { about, stationary, ...planted } = JSON.parse(readFileSync(path, "utf8"));
    const { registration, campaign } = everyday;

    expect({
      history: {
        months: everyday.historyMonths,
        holdout_months: everyday.holdoutMonths,
        orders_per_customer_about: 20, // measured in simulated-base.test.ts
        share_registered_before_the_history: registration.shareBefore,
        registration:
          `${percent(registration.shareBefore)} uniformly over the ${registration.monthsBefore} months before the history, ` +
          `the rest uniformly over the history's months, with a first order in their first month for ` +
          `${percent(registration.firstOrderShare)} of them`,
        state_of_newcomers: expect.any(String),
      },
      orders: expect.any(String),
      basket:
        "lognormal: median_basket[state], basket_log_sd[state] within, basket_customer_log_sd between customers; a discount of " +
        `${everyday.discountRange.map((share) => Math.round(100 * share)).join("-")} % on discount_share[state] of the orders; ` +
        `returns for return_share[state] of the orders after an exponential delay of mean ${everyday.returnDelayDays} days, ` +
        `${percent(everyday.wholeReturnShare)} of them whole, the rest half`,
      favourites: expect.any(String),
      contacts:
        `a campaign every ${campaign.everyMonths === 2 ? "second" : campaign.everyMonths} month, e-mail, SMS and push in turn, ` +
        `to about ${percent(campaign.reach)} of the consenting customers, control_share of them without a message; ` +
        `a conversion adds an order within ${campaign.conversionDays} days`,
      archetypes: everyday.archetypes,
      matrix_monthly: everyday.monthlyMatrix,
      initial: everyday.initial,
      orders_per_month: everyday.ordersPerMonth,
      median_basket: everyday.medianBasket,
      basket_log_sd: everyday.basketLogSd,
      discount_share: everyday.discountShare,
      return_share: everyday.returnShare,
      items_mean: everyday.itemsMean,
      category_mix: everyday.categories,
      channel_mix: everyday.channels,
      season_january_first: everyday.season,
      rate_gamma_shape: everyday.rateGammaShape,
      basket_customer_log_sd: everyday.basketCustomerLogSd,
      favourite_category_share: everyday.favouriteCategoryShare,
      favourite_channel_share: everyday.favouriteChannelShare,
      campaign: {
        base_conversion: campaign.baseConversion,
        uplift: campaign.uplift,
        open: campaign.open,
        click_given_open: campaign.clickGivenOpen,
        unsubscribe: campaign.unsubscribe,
        control_share: campaign.controlShare,
      },
      cac: Object.fromEntries(everyday.acquisition.map(({ channel, cac }) => [channel, cac])),
    }).toEqual(planted);

    expect(campaign.channels).toEqual(["email", "sms", "push"]);
    for (const [i, share] of stationaryShares().entries()) expect(share).toBeCloseTo(stationary[i], 12);
  });

  it("has one entry per archetype in every list, and probabilities that add up", () => {
    const { archetypes, campaign } = everyday;
    const lists = [everyday.initial, everyday.ordersPerMonth, everyday.medianBasket, everyday.basketLogSd];
    lists.push(everyday.discountShare, everyday.returnShare, everyday.itemsMean, campaign.baseConversion);
    lists.push(campaign.uplift, campaign.open, campaign.clickGivenOpen, campaign.unsubscribe);
    for (const list of lists) expect(list).toHaveLength(archetypes.length);

    const rows = [...everyday.monthlyMatrix, ...everyday.categories.rows, ...everyday.channels.rows, everyday.initial];
    rows.push(everyday.acquisition.map(({ share }) => share));
    for (const row of rows) expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(everyday.season).toHaveLength(12);
  });
});

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** Shares of the archetypes after many months, by walking the matrix. */
function stationaryShares(): number[] {
  let shares: readonly number[] = everyday.initial;
  for (let month = 0; month < 5000; month++) {
    shares = shares.map((_, to) =>
      shares.reduce((sum, share, from) => sum + share * everyday.monthlyMatrix[from][to], 0),
    );
  }
  return [...shares];
}
