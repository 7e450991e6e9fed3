import * as z from "zod";
import { text } from "../../language/text.ts";
import { isoDate } from "../../math/calendar.ts";
import { segmentId } from "../../segments/segmentation.ts";
import { nextState } from "./next-state.ts";

/** How many customers of a state are expected to stay and to leave within one window: sums of their chances. */
const expectedMoves = z.strictObject({
  state: segmentId,
  /** Customers in it today whose chances are known. */
  customers: z.int(),
  stays: z.number(),
  /** To states of less and of more value; null where values are not known. Moves between equal ones are neither. */
  falls: z.number().nullable(),
  rises: z.number().nullable(),
});
export type ExpectedMoves = z.output<typeof expectedMoves>;

/** `next_segments.json`: where customers are likely to be one window later, and how well such chances held. */
export const nextSegments = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("refused"), reason: text }),
  z.strictObject({
    status: z.literal("done"),
    /** End of the newest window, from which the next one is foretold. */
    asOf: isoDate,
    /** What customers of each state bring in one window, in the currency; `none` and `dormant` count as 0. Null without money. */
    values: z.array(z.number()).nullable(),
    /** One for every state that anybody is in today. */
    expected: z.array(expectedMoves),
    model: nextState.options[1],
  }),
]);
export type NextSegments = z.output<typeof nextSegments>;
