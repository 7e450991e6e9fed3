import { everyday } from "./everyday.ts";
import { bursty, distinct, lapsing, lingering, outlying, quartet, quiet } from "./hidden-states.ts";
import { calm, inflation, restless, twins } from "./migrating.ts";
import { russian } from "./russian.ts";
import type { World } from "./world.ts";

/** The worlds that can be asked for by name. */
export const worlds: ReadonlyMap<string, World> = new Map(
  [
    ...[everyday, russian, calm, restless, inflation, twins],
    ...[quiet, bursty, lingering, outlying, distinct, quartet, lapsing],
  ].map((world) => [world.name, world]),
);
