import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { english } from "../../src/language/english.ts";
import { russian } from "../../src/language/russian.ts";

const euro = { code: "EUR", digits: 2 };
const yen = { code: "JPY", digits: 0 };

/** No-break spaces as `_`, which tells them from plain ones. */
function shown(text: string): string {
  return text.replaceAll("\u00a0", "_");
}

describe("English figures", () => {
  it("write money with the digits of the currency", () => {
    expect(shown(english.money(1234.5, euro))).toBe("1,234.50_EUR");
    expect(shown(english.money(-0.05, euro))).toBe("−0.05_EUR");
    expect(shown(english.money(17431533.18, euro))).toBe("17,431,533_EUR");
    expect(shown(english.money(1234, yen))).toBe("1,234_JPY");
    expect(english.money(null, euro)).toBe("–");
  });

  it("write shares and changes in percent", () => {
    expect(english.share(0.723886)).toBe("72.4%");
    expect(english.change(0.0312)).toBe("+3.1%");
    expect(english.change(-0.5)).toBe("−50.0%");
  });

  it("never write a signed zero", () => {
    expect(english.decimal(-0.0004, 2)).toBe("0.00");
    expect(english.signed(0.0004, 2)).toBe("0.00");
    expect(english.signed(-0.04, 1)).toBe("0.0");
    expect(english.signed(0.06, 1)).toBe("+0.1");
  });

  it("keep three significant digits of figures of any size", () => {
    expect(english.significant(0.012345)).toBe("0.0123");
    expect(english.significant(-12345)).toBe("−12,300");
  });

  it("write dates, months, ranges and counts as people do", () => {
    expect(english.date("2025-12-01")).toBe("1 Dec 2025");
    expect(english.month("2026-01")).toBe("Jan 2026");
    expect(english.range("0.61", "0.74")).toBe("0.61 to 0.74");
    expect(english.counted(1, "customer")).toBe("1 customer");
    expect(english.counted(2300, "customer")).toBe("2,300 customers");
    expect(english.counted(2, "person", "people")).toBe("2 people");
  });
});

describe("Russian figures", () => {
  it("have a comma before the decimals and spaces that do not break", () => {
    expect(shown(russian.money(1234.5, euro))).toBe("1_234,50_EUR");
    expect(shown(russian.money(-17431533.18, euro))).toBe("−17_431_533_EUR");
    expect(shown(russian.share(0.723886))).toBe("72,4_%");
    expect(shown(russian.change(-0.5))).toBe("−50,0_%");
    expect(russian.decimal(0.12345, 3)).toBe("0,123");
    expect(shown(russian.significant(-12345))).toBe("−12_300");
    expect(shown(russian.compact(12_345))).toBe("12,3_тыс.");
  });

  it("write a date in the genitive and a month alone in the nominative", () => {
    expect(russian.date("2025-12-01")).toBe("1 декабря 2025");
    expect(russian.date("2026-05-31")).toBe("31 мая 2026");
    expect(russian.month("2026-01")).toBe("январь 2026");
    expect(russian.range("0,61", "0,74")).toBe("0,61–0,74");
  });

  it.each([
    [0, "клиентов"],
    [1, "клиент"],
    [2, "клиента"],
    [4, "клиента"],
    [5, "клиентов"],
    [11, "клиентов"],
    [14, "клиентов"],
    [21, "клиент"],
    [22, "клиента"],
    [111, "клиентов"],
    [1001, "клиент"],
  ])("count %i %s", (count, noun) => {
    expect(shown(russian.counted(count, "клиент", "клиента", "клиентов"))).toBe(
      `${shown(russian.count(count))} ${noun}`,
    );
  });

  it("choose the form by the last two digits, as grammars say", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (count) => {
        const [ones, tens] = [count % 10, Math.floor(count / 10) % 10];
        const form = tens === 1 || ones === 0 || ones >= 5 ? "many" : ones === 1 ? "one" : "few";
        expect(russian.counted(count, "one", "few", "many").split(" ").at(-1)).toBe(form);
      }),
    );
  });

  it("have the digits English has", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e7, max: 1e7, noNaN: true }), fc.nat(4), (value, digits) => {
        expect(russian.signed(value, digits).replace(",", ".")).toBe(english.signed(value, digits));
      }),
    );
  });
});
