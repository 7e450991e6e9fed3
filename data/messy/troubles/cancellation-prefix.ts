import { filled } from "../field-text.ts";
import type { Trouble } from "../trouble.ts";

export const cancellationPrefix: Trouble = {
  number: 20,
  name: "cancellation-prefix",
  about: "returns are told by a C before their order id, and by negative numbers",
  results: "identical",
  tables: {
    transactions: {
      where: "kind = 'return'",
      rewrite: (row) => ({ ...row, order_id: `C${filled(row, "order_id")}` }),
      columns: (names) => names.filter((name) => name !== "kind"),
      settings: { returnPrefixes: ["C"] },
    },
  },
};
