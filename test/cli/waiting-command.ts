import { join } from "node:path";
import { main } from "../../src/cli/main.ts";
import { discardStaging, openStaging } from "../../src/run/publish.ts";
import { withProjectLock } from "../../src/storage/lock.ts";
import { noWork } from "./no-work.ts";

/**
 * The command line with a batch that locks the project, opens a staging folder, says "working" and waits to be
 * interrupted; with the extra argument `deaf` it does not listen.
 */
const [out, deaf] = process.argv.slice(2);
process.exitCode = await main(["run", "--as-of", "2024-12-01", "--out", out], {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signals: process,
  now: Date.now,
  ...noWork,
  loadRunBatch: async () => (options) =>
    withProjectLock(join(options.out, "shop"), async () => {
      const staging = await openStaging(join(options.out, "shop"), "run");
      const wait = setInterval(() => {}, 1000);
      process.stdout.write("working\n");
      try {
        await new Promise((_, reject) => {
          if (deaf === undefined) options.signal.addEventListener("abort", () => reject(new Error("cut off")));
        });
      } finally {
        clearInterval(wait);
        discardStaging(staging);
      }
      throw new Error("not interrupted");
    }),
});
