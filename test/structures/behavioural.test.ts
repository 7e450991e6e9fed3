import { describe, expect, it } from "vitest";
import { divide } from "./divided-base.ts";

const asOf = "2024-07-01";

/** Orders of a customer, one a day from the start of the year on, each of the same amount. */
function orders(id: string, count: number, amount: number, rest = ""): string {
  return Array.from(
    { length: count },
    (_, i) => `${id},${id}${i},2024-01-${String(i + 1).padStart(2, "0")},${amount}${rest}`,
  ).join("\n");
}

describe("behavioural", () => {
  it("tells often from seldom and big from small strictly above the threshold", async () => {
    const divided = await divide(
      {
        asOf,
        transactions: [
          "customer_id,order_id,ts,amount",
          orders("aa", 4, 20),
          orders("bb", 3, 20.01),
          orders("cc", 3, 20),
          orders("dd", 4, 20.01),
        ].join("\n"),
        customers: "customer_id,sex\nee,female",
      },
      { behavioural: { often: 3, bigBasket: 20 } },
    );
    expect(divided.partsOf("behavioural")).toEqual({
      ...{ aa: "often_small", bb: "seldom_big", cc: "seldom_small", dd: "often_big", ee: "no_orders" },
    });
  });

  it("takes the middle of those with an order for a threshold where none is given", async () => {
    const divided = await divide({
      asOf,
      transactions: [
        "customer_id,order_id,ts,amount",
        orders("aa", 1, 10),
        orders("bb", 2, 20),
        orders("cc", 5, 30),
      ].join("\n"),
      customers: "customer_id,sex\ndd,female\nee,male\nff,male",
    });
    expect(divided.partsOf("behavioural")).toMatchObject({ aa: "seldom_small", bb: "seldom_small", cc: "often_big" });
  });

  it("names the kind of product with most money, of equal ones the more popular", async () => {
    const divided = await divide({
      asOf,
      transactions: `customer_id,order_id,ts,amount,category
        ann,o1,2024-01-01,5,tea
        ann,o2,2024-01-02,5,tea
        ann,o3,2024-01-03,11,cups
        bob,o4,2024-01-03,7,cups
        bob,o5,2024-01-03,7,tea
        cy,o6,2024-01-03,7,`,
      customers: "customer_id,sex\ndi,female",
    });
    expect(divided.partsOf("behavioural_products")).toEqual({
      ann: "cups",
      bob: "tea",
      cy: "unknown",
      di: "no_orders",
    });
  });

  it("tells the strongest answer to mailings, control rows being none", async () => {
    const divided = await divide({
      asOf,
      customers: "customer_id,sex\nann,female\nbob,male\ncy,male\ndi,female\ned,male\nfay,female",
      contacts: `customer_id,ts,channel,arm,opened,clicked,converted
        ann,2024-01-01,email,mail,true,true,true
        ann,2024-02-01,email,mail,false,false,false
        bob,2024-01-01,email,mail,true,true,false
        cy,2024-01-01,email,mail,true,false,false
        di,2024-01-01,email,mail,false,false,false
        ed,2024-01-01,email,control,false,false,true`,
    });
    expect(divided.partsOf("behavioural_mailings")).toEqual({
      ...{ ann: "buys", bob: "clicks", cy: "opens", di: "silent", ed: "not_contacted", fay: "not_contacted" },
    });
  });

  it("tells who buys on promotion by the lines at a discount", async () => {
    const divided = await divide({
      asOf,
      transactions: `customer_id,order_id,ts,amount,discount_amount
        ann,o1,2024-01-01,5,1
        ann,o2,2024-01-02,5,0
        bob,o3,2024-01-01,5,1
        bob,o4,2024-01-02,5,0
        bob,o5,2024-01-03,5,0
        cy,o6,2024-01-01,5,0
        di,o7,2024-01-01,5,`,
    });
    expect(divided.partsOf("behavioural_promotions")).toEqual({
      ...{ ann: "mostly", bob: "sometimes", cy: "full_price", di: "unknown" },
    });
  });

  it("tells who was on the site lately", async () => {
    const divided = await divide({
      asOf,
      customers: "customer_id,sex\nann,female\nbob,male\ncy,male",
      visits: `customer_id,ts,event
        ann,2024-06-01,view
        bob,2024-05-31,view`,
    });
    expect(divided.partsOf("behavioural_site")).toEqual({ ann: "active", bob: "earlier", cy: "never" });
  });

  it("refuses what has no input", async () => {
    const divided = await divide({ asOf, customers: "customer_id,sex\nann,female" });
    expect(
      divided.refused.filter(({ kind }) => kind === "behavioural").map(({ id, refused }) => [id, refused.en]),
    ).toEqual([
      ["behavioural", "there are no orders with amounts"],
      ["behavioural_products", "purchases have no category"],
      ["behavioural_mailings", "there are no contacts"],
      ["behavioural_promotions", "there are neither discounts nor coupons"],
      ["behavioural_site", "there are no visits"],
      ["behavioural_rfm", "there are no dated orders"],
    ]);
  });
});
