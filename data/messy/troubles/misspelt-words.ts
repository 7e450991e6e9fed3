import type { Trouble } from "../trouble.ts";

export const misspeltWords: Trouble = {
  number: 30,
  name: "misspelt-words",
  about: "suburban is spelt Surburban",
  results: "identical",
  tables: {
    customers: {
      needs: ["area_type"],
      where: "area_type = 'suburban'",
      rewrite: (row) => ({ ...row, area_type: "Surburban" }),
      settings: { synonyms: { area_type: { Surburban: "suburban" } } },
    },
  },
};
