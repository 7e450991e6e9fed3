/** A way the base is divided: every customer is in exactly one part. */
export interface Division {
  readonly id: string;
  readonly keys: readonly string[];
  /** Part of each of the N customers, an index into `keys`. */
  readonly codes: Int16Array;
}
