/** How a text is written, as far as its bytes tell. */
export interface Encoding {
  /** A name of the WHATWG encoding standard. */
  readonly name: "utf-8" | "utf-16le" | "utf-16be" | "windows-1251" | "windows-1252";
  /** 0..1. */
  readonly confidence: number;
  /** What speaks for it. */
  readonly seen: string;
}

/**
 * Tells the encoding of a text by its byte-order mark, by where zero bytes stand, by whether it is valid UTF-8, and else
 * by the company of bytes above 127: Cyrillic words are made of nothing else, Western words hold one here and there.
 *
 * @param bytes the beginning of a file; a letter cut off at the end is no fault
 */
export function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return certain("utf-8", "byte-order mark");
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return certain("utf-16le", "byte-order mark");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return certain("utf-16be", "byte-order mark");

  const zeros = zeroBytes(bytes);
  if (zeros.odd > 4 * zeros.even && zeros.odd > bytes.length / 8) {
    return { name: "utf-16le", confidence: 0.95, seen: "every second byte is zero" };
  }
  if (zeros.even > 4 * zeros.odd && zeros.even > bytes.length / 8) {
    return { name: "utf-16be", confidence: 0.95, seen: "every second byte is zero" };
  }

  const { high, paired } = highBytes(bytes);
  if (high === 0) return certain("utf-8", "ASCII only");
  if (isUtf8(bytes)) return certain("utf-8", "valid UTF-8");
  return paired > high / 2
    ? { name: "windows-1251", confidence: 0.85, seen: "not UTF-8, words of letters above 127" }
    : { name: "windows-1252", confidence: 0.7, seen: "not UTF-8, single letters above 127" };
}

function certain(name: Encoding["name"], seen: string): Encoding {
  return { name, confidence: 0.99, seen };
}

/** Zero bytes at even and at odd places. */
function zeroBytes(bytes: Uint8Array) {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  return { even, odd };
}

/** Bytes above 127, and those of them that follow another one. */
function highBytes(bytes: Uint8Array) {
  let high = 0;
  let paired = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] < 128) continue;
    high++;
    if (i > 0 && bytes[i - 1] >= 128) paired++;
  }
  return { high, paired };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
