import type { Terminal } from "../../src/cli/terminal.ts";

const nothing = (what: string) => () => Promise.reject(new Error(`nothing to ${what} here`));

/** The work behind the commands, none of which is expected; a test puts its own in place of one. */
export const noWork: Pick<Terminal, Extract<keyof Terminal, `load${string}`>> = {
  loadRunBatch: nothing("run"),
  loadInit: nothing("propose"),
  loadCheck: nothing("check"),
  loadCompare: nothing("compare"),
  loadBackfill: nothing("backfill"),
  loadScore: nothing("score"),
  loadModels: nothing("show"),
};
