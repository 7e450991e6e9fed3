import { describe, expect, it } from "vitest";
import { detectEncoding } from "../../../src/inputs/survey/detect-encoding.ts";

/** Cyrillic letters and the number sign in windows-1251; ASCII as it is. */
function windows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 128) return code;
    return code - 0x410 + 0xc0;
  });
}

describe("detectEncoding", () => {
  it.each([
    ["utf-8", Buffer.from("\ufeffID;Сумма")],
    ["utf-16le", Buffer.from("\ufeffID;Сумма", "utf16le")],
    ["utf-16be", Buffer.from("\ufeffID;Сумма", "utf16le").swap16()],
  ])("goes by the mark of %s", (name, bytes) => {
    expect(detectEncoding(bytes)).toMatchObject({ name, seen: "byte-order mark" });
  });

  it("sees UTF-16 without a mark by its zeros", () => {
    expect(detectEncoding(Buffer.from("id,amount\n1,2\n", "utf16le")).name).toBe("utf-16le");
    expect(detectEncoding(Buffer.from("id,amount\n1,2\n", "utf16le").swap16()).name).toBe("utf-16be");
  });

  it("calls ASCII UTF-8, and what is valid UTF-8 too, even cut in a letter", () => {
    expect(detectEncoding(Buffer.from("a,b\n1,2\n"))).toMatchObject({ name: "utf-8", seen: "ASCII only" });
    expect(detectEncoding(Buffer.from("клиент,сумма").subarray(0, 9))).toMatchObject({
      name: "utf-8",
      seen: "valid UTF-8",
    });
  });

  it("tells words of letters above 127 from single ones", () => {
    expect(detectEncoding(windows1251("id;город;сумма\n1;Москва;100")).name).toBe("windows-1251");
    expect(detectEncoding(Buffer.from("id;stadt\n1;M\xfcnchen\n2;K\xf6ln", "latin1")).name).toBe("windows-1252");
  });
});
