import type { Trouble } from "../trouble.ts";

export const noHeader: Trouble = {
  number: 2,
  name: "no-header",
  about: "columns are separated by blanks, lines begin with one, and there is no header",
  results: "identical",
  tables: async (base) => ({
    costs: {
      layout: { delimiter: "  ", indent: " ", header: false },
      settings: { delimiter: "whitespace", header: [...(base.tables.get("costs")?.columns ?? [])] },
    },
  }),
};
