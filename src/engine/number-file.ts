import { appendFileSync, closeSync, openSync, readSync, writeFileSync } from "node:fs";

/** Begins a file of numbers, for what is too long for memory and read again in its order; an old one is overwritten. */
export function startNumberFile(path: string): void {
  writeFileSync(path, "");
}

/** Adds numbers to the end, 8 bytes each as the machine holds them. */
export function appendNumbers(path: string, numbers: Float64Array): void {
  appendFileSync(path, bytesOf(numbers));
}

/**
 * Reads numbers from a place on into the memory given.
 *
 * @returns how many; fewer than there is room for at the end of the file
 */
export function readNumbers(path: string, from: number, into: Float64Array): number {
  const file = openSync(path, "r");
  try {
    const bytes = bytesOf(into);
    let done = 0;
    for (let read = 1; read > 0 && done < bytes.length; done += read)
      read = readSync(file, bytes, done, bytes.length - done, from * into.BYTES_PER_ELEMENT + done);
    return done / into.BYTES_PER_ELEMENT;
  } finally {
    closeSync(file);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
