import { fillEmpty } from "../field-text.ts";
import type { Row, Trouble } from "../trouble.ts";

const absurd: Readonly<Record<string, string>> = {
  birth_date: "1893-05-17",
  family_status: "YOLO",
  income: "666666",
};

export const absurdValues: Trouble = {
  number: 28,
  name: "absurd-values",
  about: "people who did not tell are born in 1893, married to YOLO and earn 666666",
  results: "identical",
  tables: async (base) => {
    const columns = base.tables.get("customers")?.columns ?? [];
    const told = Object.entries(absurd).filter(([column]) => columns.includes(column));
    return {
      customers: {
        each: (row) => told.reduce((filled: Row, [column, text]) => fillEmpty(filled, [column], text), row),
        settings: { unknown: Object.fromEntries(told.map(([column, text]) => [column, [text]])) },
      },
    };
  },
};
