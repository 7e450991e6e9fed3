import { mapFields } from "../field-text.ts";
import { homeSign } from "../money-text.ts";
import type { Trouble } from "../trouble.ts";

export const currencySigns: Trouble = {
  number: 3,
  name: "currency-signs",
  about: "amounts are written like €84,835.00 with blanks around them and around their title",
  results: "identical",
  tables: async ({ currency }) => ({
    transactions: {
      each: (row) => mapFields(row, ["amount"], (amount) => `${signed(amount, homeSign(row, currency))} `),
      layout: { titles: { amount: " amount " } },
      settings: { thousands: "," },
    },
  }),
};

function signed(amount: string, sign: string): string {
  const [, minus, whole, rest] = /^(-?)(\d+)(.*)$/.exec(amount) ?? [];
  return `${minus}${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${rest}`;
}
