import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

/**
 * The bytes of a file in blocks, unpacked when it is compressed.
 *
 * @throws Error when a compressed file is cut off or damaged
 */
export async function* fileBytes(path: string, gzip: boolean): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  if (!gzip) {
    yield* file;
    return;
  }
  const unpacked = createGunzip({ chunkSize: 1 << 18 });
  file.on("error", (error) => unpacked.destroy(error));
  try {
    yield* file.pipe(unpacked);
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new Error(`it is not a whole gzip file: ${error.message}`);
  } finally {
    file.destroy();
  }
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}
