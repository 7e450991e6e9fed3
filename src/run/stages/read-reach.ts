import { consentsOf } from "../../features/attribute-codes.ts";
import type { Job } from "../job.ts";
import type { RunFeatures } from "./compute-features.ts";

/**
 * Who may be reached at as-of: 1 for each customer who agreed to a channel, 0 for who agreed to none, by customer number;
 * undefined where no consents are known.
 */
export async function readReach(
  { engine }: Job,
  { context: { staged }, grouping, history }: RunFeatures,
): Promise<Uint8Array | undefined> {
  const consents = consentsOf(staged.attributes);
  if (consents.length === 0) return undefined;
  const { until } = grouping.window;
  const reach = new Uint8Array(history.knownFrom.length);
  await engine.stream(
    `SELECT customer FROM attributes WHERE valid_from < ${until} AND valid_to >= ${until} AND (${consents.join(" OR ")})
     ORDER BY customer`,
    ([customers], rows) => {
      for (let i = 0; i < rows; i++) reach[customers[i]] = 1;
    },
  );
  return reach;
}
