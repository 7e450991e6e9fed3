import { describe, expect, it } from "vitest";
import {
  changeWords,
  counted,
  dateWords,
  decimalWords,
  moneyWords,
  monthWords,
  shareWords,
  signed,
  significantWords,
} from "../../src/report/number-words.ts";

const euro = { code: "EUR", digits: 2 };
const yen = { code: "JPY", digits: 0 };

describe("number words", () => {
  it("write money with the digits of the currency", () => {
    expect(moneyWords(1234.5, euro)).toBe("1,234.50 EUR");
    expect(moneyWords(-0.05, euro)).toBe("−0.05 EUR");
    expect(moneyWords(17431533.18, euro)).toBe("17,431,533 EUR");
    expect(moneyWords(1234, yen)).toBe("1,234 JPY");
    expect(moneyWords(null, euro)).toBe("–");
  });

  it("write shares and changes in percent", () => {
    expect(shareWords(0.723886)).toBe("72.4%");
    expect(changeWords(0.0312)).toBe("+3.1%");
    expect(changeWords(-0.5)).toBe("−50.0%");
  });

  it("never write a signed zero", () => {
    expect(decimalWords(-0.0004, 2)).toBe("0.00");
    expect(signed(0.0004, 2)).toBe("0.00");
    expect(signed(-0.04, 1)).toBe("0.0");
    expect(signed(0.06, 1)).toBe("+0.1");
  });

  it("keep three significant digits of figures of any size", () => {
    expect(significantWords(0.012345)).toBe("0.0123");
    expect(significantWords(-12345)).toBe("−12,300");
  });

  it("write dates, months and counts as people do", () => {
    expect(dateWords("2025-12-01")).toBe("1 Dec 2025");
    expect(monthWords("2026-01")).toBe("Jan 2026");
    expect(counted(1, "customer")).toBe("1 customer");
    expect(counted(2300, "customer")).toBe("2,300 customers");
  });
});
