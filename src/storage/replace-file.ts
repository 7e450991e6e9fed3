import writeFileAtomic from "write-file-atomic";

/** Writes a file aside and renames it: readers see the old text or the new one, and never a part. */
export function replaceFile(path: string, text: string): void {
  writeFileAtomic.sync(path, text);
}
