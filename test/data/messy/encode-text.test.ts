import { describe, expect, it } from "vitest";
import { encodeText } from "../../../data/messy/encode-text.ts";
import { plainLayout, recordText } from "../../../data/messy/layout.ts";

describe("encodeText", () => {
  it("writes windows-1251 as code charts have it", () => {
    expect([...encodeText("AЯё№\u00a0€", "windows-1251", "f")]).toEqual([0x41, 0xdf, 0xb8, 0xb9, 0xa0, 0x88]);
    const letters = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя";
    expect(new TextDecoder("windows-1251").decode(encodeText(letters, "windows-1251", "f"))).toBe(letters);
  });

  it("names what windows-1251 cannot write", () => {
    expect(() => encodeText("München", "windows-1251", "customers.csv")).toThrow(
      'customers.csv holds "ü", which windows-1251 cannot write',
    );
  });

  it("writes UTF-16 low byte first", () => {
    expect([...encodeText("Я", "utf-16le", "f")]).toEqual([0x2f, 0x04]);
  });
});

describe("recordText", () => {
  it("quotes what would be read otherwise, and tells an empty text from nothing", () => {
    const record = recordText(["a;b", 'say "x"', "two\nlines", null, "", " c,d"], { ...plainLayout, delimiter: ";" });
    expect(record).toBe('"a;b";"say ""x""";"two\nlines";;""; c,d');
  });

  it("quotes everything but nothing when asked to, behind the indent", () => {
    expect(recordText(["007", null, "b"], { ...plainLayout, quotes: "always", indent: " " })).toBe(' "007",,"b"');
  });
});
