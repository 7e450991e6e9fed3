import * as z from "zod";
import type { Feature } from "../feature-table.ts";

/** A question about one feature that every customer answers with yes or no; who is unknown in it answers as `unknown` says, or no. */
export const question = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("below"), feature: z.string(), threshold: z.number(), unknown: z.boolean() }),
  z.strictObject({ kind: z.literal("known"), feature: z.string() }),
  z.strictObject({ kind: z.literal("level"), feature: z.string(), level: z.string() }),
]);
export type Question = z.output<typeof question>;

/** A question with the answer that is asked for. */
export const condition = z.strictObject({ question, answer: z.boolean() });
export type Condition = z.output<typeof condition>;

/** What answering takes of a feature. */
type Asked = Pick<Feature, "name" | "levels" | "values">;

/** 1 for the customers who meet all conditions, 0 for others. */
export function meetingAll(conditions: readonly Condition[], features: readonly Asked[], n: number): Uint8Array {
  const all = new Uint8Array(n).fill(1);
  for (const condition of conditions) {
    const meets = meeting(condition, features);
    for (let row = 0; row < n; row++) all[row] &= meets[row];
  }
  return all;
}

/**
 * 1 for the customers who meet a condition, 0 for others; in the order of the feature.
 *
 * @throws RangeError if the feature is missing
 */
export function meeting({ question, answer }: Condition, features: readonly Asked[]): Uint8Array {
  const feature = features.find(({ name }) => name === question.feature);
  if (feature === undefined) throw new RangeError(`a condition asks for ${question.feature}, which the table lacks`);
  const { values, levels } = feature;
  const meets = new Uint8Array(values.length);
  const [yes, no] = answer ? [1, 0] : [0, 1];
  if (question.kind === "below") {
    const { threshold } = question;
    const unknown = question.unknown ? yes : no;
    for (let row = 0; row < meets.length; row++) {
      const value = values[row];
      meets[row] = value < threshold ? yes : value >= threshold ? no : unknown;
    }
  } else {
    const level = question.kind === "level" ? levels.indexOf(question.level) : Number.NaN;
    for (let row = 0; row < meets.length; row++) {
      const isYes = question.kind === "level" ? values[row] === level : !Number.isNaN(values[row]);
      meets[row] = isYes ? yes : no;
    }
  }
  return meets;
}
