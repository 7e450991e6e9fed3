import { gzipSync } from "node:zlib";
import type { Trouble } from "../trouble.ts";

export const cutGzip: Trouble = {
  number: 39,
  name: "cut-gzip",
  about: "the compressed file of transactions ends in the middle",
  results: "refused",
  tables: {
    transactions: {
      layout: { ending: ".gz", spoil: (content) => cutInHalf(gzipSync(content)) },
    },
  },
};

function cutInHalf(content: Buffer): Buffer {
  return content.subarray(0, content.length >> 1);
}
