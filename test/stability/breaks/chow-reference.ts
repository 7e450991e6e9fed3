import * as z from "zod";
import type { Series } from "../../../src/stability/breaks/trend.ts";
import { sharedReference } from "../../segments/shared-reference.ts";

const chowCase = z.object({
  id: z.string(),
  input: z.object({ x: z.array(z.number()), y: z.array(z.number()), first_index_of_second_part: z.int() }),
  expected: z.object({
    ...{ F: z.number(), df: z.tuple([z.number(), z.number()]), p: z.number() },
    ...{
      ssr_restricted: z.number(),
      ssr_split: z.number(),
      supF_strucchange: z.number(),
      supF_p_strucchange: z.number(),
    },
  }),
});

/** The shared reference's breaks of a line: statsmodels 0.15.0, cross-checked with strucchange 1.5.3. */
export const chowReferences = sharedReference("stability", "chow").cases.map((one) => {
  const { id, input, expected } = chowCase.parse(one);
  const series: Series = { x: Float64Array.from(input.x), y: Float64Array.from(input.y) };
  return { id, series, first: input.first_index_of_second_part, expected };
});
