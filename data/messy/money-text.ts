import type { Row } from "./trouble.ts";

const signs: ReadonlyMap<string, string> = new Map([
  ["EUR", "€"],
  ["RUB", "₽"],
  ["USD", "$"],
  ["GBP", "£"],
]);

/** The sign that stands before an amount in the base's own currency, nothing before one in another. */
export function homeSign(row: Row, currency: string): string {
  return isHome(row, currency) ? (signs.get(currency) ?? "") : "";
}

/** The word that stands behind an amount in the base's own currency, with a blank before it. */
export function homeWord(row: Row, currency: string): string {
  if (!isHome(row, currency)) return "";
  return currency === "RUB" ? " руб." : ` ${signs.get(currency) ?? currency}`;
}

function isHome({ currency: own }: Row, currency: string): boolean {
  return own === undefined || own === null || own === currency;
}
