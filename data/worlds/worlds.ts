import { everyday } from "./everyday.ts";
import { calm, inflation, restless, twins } from "./migrating.ts";
import { russian } from "./russian.ts";
import type { World } from "./world.ts";

/** The worlds that can be asked for by name. */
export const worlds: ReadonlyMap<string, World> = new Map(
  [everyday, russian, calm, restless, inflation, twins].map((world) => [world.name, world]),
);
