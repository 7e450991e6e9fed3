import type { Dialect } from "../engine/dialect.ts";

/** Currencies of ISO 4217 whose minor unit is not a hundredth, with the digits of theirs. */
const digits: ReadonlyMap<string, number> = new Map([
  ...[
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "UYI",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
  ].map((code): [string, number] => [code, 0]),
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((code): [string, number] => [code, 3]),
]);

/** Digits after the decimal mark of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  return digits.get(currency) ?? 2;
}

/**
 * Money inside the engine is a whole number of these units: hundredths of the minor unit, so 10 000 to the euro. Unit
 * prices come in fractions of a cent; rounding every line to cents would lose 0.02 of 17 431 533.18 on a real base.
 * Sums are exact and are rounded once, where they leave the engine.
 */
export function moneyUnitsOf(currency: string): number {
  return 10 ** (currencyDigits(currency) + 2);
}

/**
 * A DECIMAL(17,4) amount of the currency as whole money units, BIGINT; no amount of that type is too large. DuckDB
 * multiplies decimals of 18 digits forty times as fast as longer ones, so those are for the few that need them.
 */
export function inMoneyUnits(amount: string, moneyUnits: number): string {
  // At four digits after the mark the product is whole already, and rounding a whole number costs as much as the rest.
  const whole = moneyUnits >= 10_000 ? (product: string) => product : (product: string) => `round(${product})`;
  const times = (factor: string) => `CAST(${whole(`${factor} * ${moneyUnits}`)} AS BIGINT)`;
  return `CASE WHEN ${amount} BETWEEN -999999999 AND 999999999 THEN ${times(`(${amount})`)}
    ELSE ${times(`CAST(${amount} AS DECIMAL(38,4))`)} END`;
}

/** Quantity times unit price, both DECIMAL(18,6), as an amount of the currency, DECIMAL(17,4); null when it is too large for one. */
export function lineAmount(dialect: Dialect, quantity: string, unitPrice: string): string {
  const wide = (factor: string) => `CAST(${factor} AS DECIMAL(38,6))`;
  return `CASE WHEN ${quantity} BETWEEN -999 AND 999 AND ${unitPrice} BETWEEN -999 AND 999 THEN CAST(${quantity} * ${unitPrice} AS DECIMAL(17,4))
    ELSE ${dialect.tryCast(`${wide(quantity)} * ${wide(unitPrice)}`, "DECIMAL(17,4)")} END`;
}
