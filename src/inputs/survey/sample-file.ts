import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { UserError } from "../../user-error.ts";

/** Bytes of a file, enough to tell how it is written; see {@link SampleSizes} for how many. */
export interface FileSample {
  /** The beginning, or the whole file. */
  readonly head: Uint8Array;
  /** Pieces from further on, evenly spaced; they begin and end anywhere in a line. */
  readonly blocks: readonly Uint8Array[];
  /** Whether `head` is all there is. */
  readonly whole: boolean;
}

const megabyte = 1 << 20;

/** How much of a file is looked at, in bytes. */
export interface SampleSizes {
  /** A file up to this size is read whole. */
  readonly whole: number;
  /** Of a larger one, the beginning … */
  readonly head: number;
  /** … and blocks of this size. */
  readonly block: number;
  /** Blocks of a plain file. */
  readonly blocks: number;
  /** Distance of the blocks in a compressed file, whose size cannot be known, … */
  readonly stride: number;
  /** … and how far it is read. */
  readonly furthest: number;
}
/** Read whole of all files of one survey together. */
const wholeOfAll = 128 * megabyte;
const usualSizes: SampleSizes = {
  whole: 64 * megabyte,
  head: 4 * megabyte,
  block: 128 * 1024,
  blocks: 64,
  stride: 4 * megabyte,
  furthest: 512 * megabyte,
};

/** How much of each of `files` files is looked at. */
export function sampleSizes(files: number): SampleSizes {
  const whole = Math.min(usualSizes.whole, Math.floor(wholeOfAll / files));
  return { ...usualSizes, whole, head: Math.min(usualSizes.head, whole) };
}

/**
 * The same bytes for the same file, every time. Files named `.gz` are unpacked.
 *
 * @throws UserError 2 when there is no such file, 3 when it is empty or its compressed data is damaged
 */
export async function sampleFile(path: string, sizes: SampleSizes): Promise<FileSample> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) {
    throw new UserError(2, `--from ${path}: there is no such file; correct the path`);
  }
  const sample = /\.gz$/i.test(path) ? await sampleGzip(path, sizes) : await samplePlain(path, found.size, sizes);
  if (sample.head.length === 0) {
    throw new UserError(3, `${basename(path)} is empty; expected a header and rows`);
  }
  return sample;
}

async function samplePlain(path: string, size: number, sizes: SampleSizes): Promise<FileSample> {
  const file = await open(path);
  const read = async (from: number, length: number) => {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await file.read(bytes, 0, length, from);
    return bytes.subarray(0, bytesRead);
  };
  try {
    if (size <= sizes.whole) return { head: await read(0, size), blocks: [], whole: true };
    const blocks: Uint8Array[] = [];
    for (let i = 1; i <= sizes.blocks; i++) {
      const from = Math.floor(sizes.head + ((size - sizes.block - sizes.head) * i) / sizes.blocks);
      // Even places keep the two bytes of a UTF-16 letter together.
      blocks.push(await read(from - (from % 2), sizes.block));
    }
    return { head: await read(0, sizes.head), blocks, whole: false };
  } finally {
    await file.close();
  }
}

async function sampleGzip(path: string, sizes: SampleSizes): Promise<FileSample> {
  const begun: Uint8Array[] = [];
  const blocks: Uint8Array[] = [];
  let length = 0;
  let next = sizes.whole;
  try {
    const unpacked = createReadStream(path).pipe(createGunzip({ chunkSize: sizes.block }));
    for await (const chunk of unpacked as AsyncIterable<Uint8Array>) {
      if (length < sizes.whole) begun.push(chunk);
      else if (length >= next) {
        blocks.push(chunk);
        next += sizes.stride;
      }
      length += chunk.length;
      if (length >= sizes.furthest) break;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // streams of node:fs and node:zlib throw nothing else
    if (code === undefined || !code.startsWith("Z_")) throw error;
    throw new UserError(3, `${basename(path)} is not a whole gzip file; deliver it again`);
  }
  const start = Buffer.concat(begun);
  if (length === start.length) return { head: start, blocks: [], whole: true };
  const near: Uint8Array[] = [];
  for (let from = sizes.head; from + sizes.block <= start.length; from += sizes.stride) {
    near.push(start.subarray(from, from + sizes.block));
  }
  return { head: start.subarray(0, sizes.head), blocks: [...near, ...blocks], whole: false };
}
