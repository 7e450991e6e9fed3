import { fillEmpty } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const blankNumbers: Trouble = {
  number: 27,
  name: "blank-numbers",
  about: "numbers that are not known are a blank",
  results: "identical",
  tables: {
    customers: {
      needs: ["income"],
      each: (row) => fillEmpty(row, ["income", "children", "household_size"], " "),
    },
    feedback: { each: (row) => fillEmpty(row, ["score", "scale_max"], " ") },
  },
};
