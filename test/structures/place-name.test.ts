import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeKey, readingsOf } from "../../src/structures/place-name.ts";

describe("placeKey", () => {
  it.each([
    ["ОРЁЛ", "орел"],
    ["Ростов-на-Дону", "ростов на дону"],
    ["  Йошкар —  Ола ", "иошкар ола"],
    ["São Paulo", "sao paulo"],
    ["Łódź", "lodz"],
    ["İSTANBUL", "istanbul"],
    ["Gießen", "giessen"],
    ["Ul’yanovsk", "ulyanovsk"],
    ["'s-Hertogenbosch", "s hertogenbosch"],
    ["St. John's", "saint johns"],
    ["Saint Johns", "saint johns"],
    ["Ft Worth", "fort worth"],
    ["東京", "東京"],
    ["—", ""],
  ])("writes %s as %s", (name, key) => {
    expect(placeKey(name)).toBe(key);
  });

  it("changes nothing in a normal form", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        const key = placeKey(name);
        expect(placeKey(key)).toBe(key);
      }),
    );
  });

  it("is the same in small and in capital letters", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."abcйёжщьüéøß -.'"), maxLength: 12 });
    fc.assert(
      fc.property(letters, (name) => {
        expect(placeKey(name.toUpperCase())).toBe(placeKey(name));
      }),
    );
  });
});

describe("readingsOf", () => {
  it.each([
    ["г. Москва", ["г москва", "москва"]],
    ["Химки г", ["химки г", "химки"]],
    ["Austin, TX", ["austin tx", "austin"]],
    ["Казань (Татарстан)", ["казань татарстан", "казань"]],
    ["Мск", ["мск", "москва"]],
    ["г. Н.Новгород", ["г н новгород", "н новгород", "нижнии новгород"]],
    ["Kansas City", ["kansas city", "kansas"]],
    ["Город", ["город"]],
    [" ? ", []],
  ])("reads %s", (city, readings) => {
    expect(readingsOf(city)).toEqual(readings);
  });
});
