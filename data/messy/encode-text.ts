import { UserError } from "../../src/user-error.ts";
import type { FileEncoding } from "./layout.ts";

/**
 * Bytes of a text.
 *
 * @param file name for the error
 * @throws UserError 2 for a character that the encoding does not have
 */
export function encodeText(text: string, encoding: FileEncoding, file: string): Buffer {
  if (encoding !== "windows-1251") return Buffer.from(text, encoding);
  const bytes = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (const character of text) {
    const byte = windows1251.get(character);
    if (byte === undefined) throw new UserError(2, `${file} holds "${character}", which windows-1251 cannot write`);
    bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}

const windows1251: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder("windows-1251").decode(Uint8Array.of(byte)), byte]),
);
