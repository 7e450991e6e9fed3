import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { TextDecoder } from "node:util";
import { fileBytes } from "../../engine/file-bytes.ts";

/** A text file as it was delivered. */
export interface EncodedFile {
  readonly path: string;
  /** Label of the WHATWG Encoding Standard, such as windows-1251; a byte-order mark in the file overrules it. */
  readonly encoding: string;
  readonly gzip: boolean;
}

/**
 * Writes a text file as plain UTF-8 without a byte-order mark, block by block, so that memory does not grow with the file.
 *
 * @throws Error for a cut off archive, and, naming the line, for bytes that are none of the encoding's letters
 */
export async function decodeText(file: EncodedFile, target: string): Promise<void> {
  await pipeline(Readable.from(decodedBlocks(file)), createWriteStream(target));
}

async function* decodedBlocks(file: EncodedFile): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  try {
    for await (const bytes of fileBytes(file.path, file.gzip)) {
      decoder ??= new TextDecoder(markedEncoding(bytes) ?? file.encoding, { fatal: true });
      const text = decoder.decode(bytes, { stream: true });
      if (text !== "") yield text;
    }
    const rest = decoder?.decode() ?? "";
    if (rest !== "") yield rest;
  } catch (error) {
    if (!isDecodingError(error) || decoder === undefined) throw error;
    throw new Error(`line ${await firstBadLine(file, decoder.encoding)} is not ${decoder.encoding}`);
  }
}

/** The encoding a byte-order mark at the beginning of a file tells. */
function markedEncoding(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "utf-8" : undefined;
}

function isDecodingError(error: unknown): boolean {
  return error instanceof TypeError && "code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA";
}

/** Number of the first line with a replacement character, which a decoder that is not strict puts for bad bytes. */
async function firstBadLine({ path, gzip }: EncodedFile, encoding: string): Promise<number> {
  const decoder = new TextDecoder(encoding);
  let line = 1;
  for await (const bytes of fileBytes(path, gzip)) {
    const text = decoder.decode(bytes, { stream: true });
    const bad = text.indexOf("\ufffd");
    line += (bad < 0 ? text : text.slice(0, bad)).split("\n").length - 1;
    if (bad >= 0) break;
  }
  return line;
}
