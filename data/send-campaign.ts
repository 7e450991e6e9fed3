import type { BasePlan, Campaign } from "./base-plan.ts";
import type { BaseRows } from "./base-rows.ts";
import type { Life } from "./life.ts";
import { placeOrder } from "./place-order.ts";
import { shoppingSecond } from "./shopping-second.ts";
import { writeCustomer } from "./write-customer.ts";

const sendingStarts = 9 * 3600;
const sendingSeconds = 2 * 3600;

/**
 * Pick the customer for a campaign or not; when picked, answer it: open and click the message, place an extra order,
 * withdraw the consent. The control group gets no message and orders at the base rate.
 */
export function sendCampaign(plan: BasePlan, life: Life, number: number, rows: BaseRows): void {
  const campaign = plan.campaigns[number];
  const odds = plan.world.campaign;
  const { person, random, consents } = life;
  if (person.registeredDay >= campaign.day || !consents[campaign.consent] || random.next() >= odds.reach) return;

  const archetype = life.archetypes[campaign.month];
  const second = sendingStarts + random.below(sendingSeconds);
  const message = random.next() >= odds.controlShare;
  const opened = message && random.next() < odds.open[archetype];
  const clicked = opened && random.next() < odds.clickGivenOpen[archetype];
  const converted = random.next() < odds.baseConversion[archetype] + (message ? odds.uplift[archetype] : 0);
  const unsubscribed = message && random.next() < odds.unsubscribe[archetype];

  if (message && campaign.channel === "email" && plan.world.rules !== undefined)
    life.past.emails.push({ day: campaign.day, opened });
  if (converted) convert(plan, life, campaign, second, rows);
  if (unsubscribed) consents[campaign.consent] = false;
  if (campaign.day >= plan.writtenUntil) return;
  if (unsubscribed) writeCustomer(life, campaign.day, rows);

  const { columns } = rows.contacts;
  const row = rows.contacts.addRow();
  columns.customer[row] = person.customer;
  columns.campaign[row] = number;
  columns.second[row] = second;
  columns.control[row] = message ? 0 : 1;
  columns.opened[row] = opened ? 1 : 0;
  columns.clicked[row] = clicked ? 1 : 0;
  columns.converted[row] = converted ? 1 : 0;
  columns.unsubscribed[row] = unsubscribed ? 1 : 0;
}

/** The extra order of a conversion, after the message and within the world's days. */
function convert(plan: BasePlan, life: Life, campaign: Campaign, sent: number, rows: BaseRows): void {
  const day = campaign.day + life.random.below(plan.world.campaign.conversionDays);
  const shopping = shoppingSecond(life.random);
  const second = day === campaign.day ? Math.max(shopping, sent + 600) : shopping;
  placeOrder(plan, life, campaign.month, day, second, false, rows);
}
