/** Signs and words that stand for a currency beside an amount, besides its ISO 4217 code. */
const signs: ReadonlyMap<string, readonly string[]> = new Map([
  ["AUD", ["A$", "AU$", "$"]],
  ["BRL", ["R$"]],
  ["BYN", ["Br", "руб", "р"]],
  ["CAD", ["C$", "CA$", "$"]],
  ["CHF", ["Fr", "SFr"]],
  ["CNY", ["¥", "￥", "元"]],
  ["CZK", ["Kč"]],
  ["DKK", ["kr"]],
  ["EUR", ["€", "евро"]],
  ["GBP", ["£"]],
  ["HUF", ["Ft"]],
  ["ILS", ["₪"]],
  ["INR", ["₹", "Rs"]],
  ["JPY", ["¥", "￥", "円"]],
  ["KRW", ["₩", "원"]],
  ["KZT", ["₸", "тг"]],
  ["MXN", ["MX$", "$"]],
  ["NOK", ["kr"]],
  ["NZD", ["NZ$", "$"]],
  ["PLN", ["zł"]],
  ["RUB", ["₽", "руб", "р", "RUR"]],
  ["SEK", ["kr"]],
  ["THB", ["฿"]],
  ["TRY", ["₺", "TL"]],
  ["UAH", ["₴", "грн"]],
  ["USD", ["$", "US$"]],
  ["UZS", ["сум"]],
  ["VND", ["₫"]],
]);

/**
 * Regular expression of the signs and codes of currencies, words in any case and with or without a full stop; undefined
 * when there are none.
 */
export function currencySigns(currencies: readonly string[]): string | undefined {
  if (currencies.length === 0) return undefined;
  const words = new Set(currencies.flatMap((code) => [code, ...(signs.get(code) ?? [])]));
  const patterns = [...words].map((word) => (/^\p{L}+$/u.test(word) ? `${word}\\.?` : word.replaceAll("$", "\\$")));
  return `(?i:${patterns.join("|")})`;
}
