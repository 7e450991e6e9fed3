import * as z from "zod";
import { text } from "../language/text.ts";

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

/** A category that the customers of a part buy more or less of than the base. */
const affinity = z.strictObject({
  category: z.string(),
  /** Share of it in what a customer of the part buys over that of the base, smoothed; 1 is alike. */
  lift: z.number().nonnegative(),
  share,
  baseShare: share,
  /** Share of false ones among findings as clear as this one. */
  q: share,
});

const part = z.strictObject({
  key: z.string(),
  title: text,
  customers: count,
  share,
  /** Findings only, the strongest first. */
  affinities: z.array(affinity),
});

/** How much the parts tell of the learned segment: Cramér's V with its 95 % interval, and Bergsma's correction of it. */
const association = z.strictObject({ v: share, corrected: share, lo: share, hi: share });

const structureName = { id: z.string(), kind: z.string(), title: text, definition: text };

/** What `structures.json` holds: every way the base is divided, who is in which part, and what that tells. */
export const structuresFile = z.strictObject({
  schemaVersion: z.literal(1),
  structures: z.array(
    z.strictObject({
      ...structureName,
      parts: z.array(part),
      /** Null where there is one part or one segment only. */
      association: association.nullable(),
      /** Customers by part (row) and learned segment or reserved state (column, in the order of `states`). */
      bySegment: z.array(z.array(count)),
      /** Of a crossing: which cells were too small, and into which part their customers went. */
      backedOff: z.array(z.strictObject({ cell: z.string(), customers: count, into: z.string() })),
    }),
  ),
  states: z.array(z.string()),
  refused: z.array(z.strictObject({ ...structureName, refused: text })),
  /** Cities that are not in the gazetteer, most customers first. */
  unknownPlaces: z.array(
    z.strictObject({ country: z.string().nullable(), city: z.string().nullable(), customers: count }),
  ),
});
export type StructuresFile = z.output<typeof structuresFile>;
