import { mapFields, rewriteTime } from "../field-text.ts";
import { homeWord } from "../money-text.ts";
import type { Trouble } from "../trouble.ts";

const plain = ["amount", "discount_amount", "unit_price", "cost_amount"];

export const russianMoney: Trouble = {
  number: 38,
  name: "russian-money",
  about: "amounts are written like 1 234,50 руб. with no-break blanks, times like 03.02.2024, in windows-1251",
  results: "identical",
  tables: async ({ currency }) => ({
    transactions: {
      each: (row) => {
        const times = mapFields(row, ["ts"], (ts) => rewriteTime(ts, (parts, time) => `${dotted(parts)} ${time}`));
        const numbers = mapFields(times, plain, (amount) => amount.replace(".", ","));
        return mapFields(numbers, ["amount"], (amount) => spaced(amount) + homeWord(row, currency));
      },
      layout: { encoding: "windows-1251", delimiter: ";" },
      settings: {
        encoding: "windows-1251",
        delimiter: ";",
        decimal: ",",
        thousands: " ",
        dates: { ts: "dd.MM.yyyy HH:mm:ss" },
      },
    },
  }),
};

function dotted({ year, month, day }: { year: number; month: number; day: number }): string {
  return `${String(day).padStart(2, "0")}.${String(month).padStart(2, "0")}.${year}`;
}

function spaced(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+,)/g, "\u00a0");
}
