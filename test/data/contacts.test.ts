import { describe, expect, it } from "vitest";
import { everyday } from "../../data/worlds/everyday.ts";
import { query } from "./query.ts";
import { customers, expectShare, numbers, simulatedBase } from "./simulated-base.ts";

const { transactions, customerRows, contacts, months } = simulatedBase();

describe("contacts", () => {
  const answered = `(
    SELECT contacts.*, state FROM ${contacts} AS contacts
    JOIN ${months} AS months ON months.customer_id = contacts.customer_id AND months.month = date_trunc('month', ts))`;

  it("go out every second month by e-mail, SMS and push in turn", async () => {
    const campaigns = await query(`SELECT campaign_id, channel FROM ${contacts} GROUP BY ALL ORDER BY campaign_id`);
    expect(campaigns).toHaveLength(21);
    expect(campaigns.slice(0, 4).map(({ campaign_id }) => campaign_id)).toEqual([
      "2023-02-email",
      "2023-04-sms",
      "2023-06-push",
      "2023-08-email",
    ]);
    for (const { campaign_id, channel } of campaigns) expect(campaign_id).toMatch(new RegExp(`-${channel}$`));
  });

  it("reach 45 % of those who consent on the day, and nobody else", async () => {
    const [[consenting, picked, others]] = await numbers(`
      WITH consents AS (
        SELECT customer_id, valid_from, channel, consent,
               lead(valid_from, 1, DATE '9999-01-01') OVER (PARTITION BY customer_id, channel ORDER BY valid_from) AS valid_until
        FROM (SELECT customer_id, valid_from, consent_email AS email, consent_sms AS sms, consent_push AS push FROM ${customerRows})
        UNPIVOT (consent FOR channel IN (email, sms, push))),
      campaigns AS (SELECT DISTINCT campaign_id, channel, ts::DATE AS day FROM ${contacts})
      SELECT count(*) FILTER (consent = 'yes'), count(*) FILTER (consent = 'yes' AND contact_id IS NOT NULL),
             count(*) FILTER (consent = 'no' AND contact_id IS NOT NULL)
      FROM campaigns JOIN consents ON consents.channel = campaigns.channel AND valid_from < day AND day <= valid_until
      LEFT JOIN ${contacts} AS contact ON contact.customer_id = consents.customer_id AND contact.campaign_id = campaigns.campaign_id`);
    expectShare(picked, consenting, 0.45, "reach");
    expect(others).toBe(0);
  });

  it("keep a control group that gets no message, and are answered as planted", async () => {
    const { campaign } = everyday;
    const rows = await numbers(`
      SELECT state, count(*) AS n, count(*) FILTER (arm = 'control') AS control,
             count(*) FILTER (arm = 'control' AND converted) AS base, count(*) FILTER (arm = 'message' AND converted) AS lifted,
             count(*) FILTER (opened) AS opened, count(*) FILTER (clicked) AS clicked, count(*) FILTER (unsubscribed) AS left
      FROM ${answered} GROUP BY state`);
    expect(rows).toHaveLength(6);
    for (const [state, n, control, base, lifted, opened, clicked, left] of rows) {
      const message = n - control;
      expectShare(control, n, 0.15, `control, ${state}`);
      expectShare(base, control, campaign.baseConversion[state], `base conversion, ${state}`);
      expectShare(lifted, message, campaign.baseConversion[state] + campaign.uplift[state], `conversion, ${state}`);
      expectShare(opened, message, campaign.open[state], `open, ${state}`);
      expectShare(clicked, opened, campaign.clickGivenOpen[state], `click, ${state}`);
      expectShare(left, message, campaign.unsubscribe[state], `unsubscribe, ${state}`);
    }
    expect(
      await numbers(
        `SELECT count(*) AS n FROM ${contacts} WHERE clicked AND NOT opened OR arm = 'control' AND (opened OR unsubscribed)`,
      ),
    ).toEqual([[0]]);
  });

  it("add an order within seven days when they convert", async () => {
    expect(
      await numbers(`
        SELECT count(*) AS without FROM ${contacts} AS contact WHERE converted AND NOT EXISTS (
          FROM ${transactions} AS sale WHERE sale.customer_id = contact.customer_id AND kind = 'sale'
          AND sale.ts > contact.ts AND sale.ts < contact.ts + INTERVAL 7 DAY)`),
    ).toEqual([[0]]);
  });

  it("that end in an unsubscription give a customer row without that consent from that day", async () => {
    const [[left, dated, rows]] = await numbers(`
      SELECT count(*), count(valid_from), (SELECT count(*) - ${customers} FROM ${customerRows})
      FROM ${contacts} AS contact LEFT JOIN ${customerRows} AS customer
        ON customer.customer_id = contact.customer_id AND valid_from = ts::DATE
        AND CASE channel WHEN 'email' THEN consent_email WHEN 'sms' THEN consent_sms ELSE consent_push END = 'no'
      WHERE unsubscribed`);
    expect(left).toBeGreaterThan(50);
    expect([dated, rows]).toEqual([left, left]);
  });
});
