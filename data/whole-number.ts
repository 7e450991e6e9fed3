import { InvalidArgumentError } from "commander";

/** Reads an option that is a whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      throw new InvalidArgumentError(`Needed: a whole number, ${least} to ${most}.`);
    return value;
  };
}
