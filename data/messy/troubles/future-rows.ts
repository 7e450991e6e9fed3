import { type EpochDay, toIsoDate } from "../../../src/math/calendar.ts";
import { filled, timeParts } from "../field-text.ts";
import type { TableTrouble, Trouble } from "../trouble.ts";

export const futureRows: Trouble = {
  number: 37,
  name: "future-rows",
  about: "some rows are dated at or after as-of",
  results: "identical",
  tables: async ({ asOf, asOfText }) => {
    const copies = (id: string): TableTrouble => ({
      where: `customer_id IS NOT NULL AND ts < '${asOfText}'`,
      pick: { share: 0.005 },
      becomes: "after_as_of",
      rewrite: (row, { random }) => {
        const day = toIsoDate((asOf + random.below(400)) as EpochDay); // a whole number of days later
        return [row, { ...row, [id]: `F${filled(row, id)}`, ts: `${day} ${timeParts(filled(row, "ts")).time}` }];
      },
    });
    return { transactions: copies("order_id"), contacts: copies("contact_id") };
  },
};
