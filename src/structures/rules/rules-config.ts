import * as z from "zod";
import { text } from "../../language/text.ts";
import { percentilePattern, shareOfPercentile } from "./percentile.ts";

const bound = z.union([
  z.number(),
  z.string().regex(percentilePattern, "a bound is a number such as 1000, or a percentile such as p90"),
]);

const value = z.union([z.string().min(1), z.number()]);
const values = z.union([value, z.array(value).min(1)]);
const title = z.union([z.string().min(1), text]);

/** What a condition may be about; exactly one of them. */
const subjects = ["all", "any", "not", "feature", "structure"] as const;

/** What a value may be compared by. */
const comparisons = ["above", "atLeast", "below", "atMost", "between", "is", "isNot", "known"] as const;

const writtenCondition = z.strictObject({
  get all() {
    return z.array(conditionConfig).min(1).optional().describe("Holds when every condition of the list does.");
  },
  get any() {
    return z.array(conditionConfig).min(1).optional().describe("Holds when at least one condition of the list does.");
  },
  get not() {
    return conditionConfig
      .optional()
      .describe("Holds when the condition does not, for those whose value is not known as well.");
  },
  feature: z.string().min(1).optional().describe("Name of the feature that is compared."),
  structure: z.string().min(1).optional().describe("Name of the structure whose part is looked at."),
  above: bound.optional().describe("Greater than this number or percentile (p90) of the feature."),
  atLeast: bound.optional().describe("Greater than or equal to this number or percentile."),
  below: bound.optional().describe("Less than this number or percentile."),
  atMost: bound.optional().describe("Less than or equal to this number or percentile."),
  between: z.tuple([bound, bound]).optional().describe("From the first to the second bound, both included."),
  is: values.optional().describe("The level, number or part; of a list, any of them."),
  isNot: values.optional().describe("A known value that is none of these; those without a value are not meant."),
  known: z.boolean().optional().describe("Whether the feature's value is known."),
});

/**
 * A condition on one customer, as written in YAML: `all`, `any` or `not` over others, or a comparison of a feature or a
 * structure. Several comparisons of one feature must hold together.
 *
 * A condition is true or false, never unknown: every comparison with a value that is not known is false, `isNot` too,
 * and `not` turns false into true. So `not: { feature: age, above: 50 }` holds where the age is unknown, and
 * `{ feature: age, atMost: 50 }` does not; `known` tells them apart.
 */
export const conditionConfig = writtenCondition
  .superRefine((condition, context) => {
    // A misspelt key is told already, and what it leaves missing is only its consequence.
    if (context.issues.some(({ code, path = [] }) => code === "unrecognized_keys" && path.length === 0)) return;
    const mistake = mistakeIn(condition);
    if (mistake !== undefined) context.addIssue({ code: "custom", ...mistake });
  })
  .meta({ id: "condition" });
export type WrittenCondition = z.output<typeof writtenCondition>;

const partName = z
  .string()
  .min(1)
  .max(64)
  .refine((name) => name === name.trim(), "a part's name begins and ends without blanks");

const ruleConfig = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/, "a structure's name is written in a-z, 0-9 and _, and begins with a letter")
      .max(64)
      .describe("Name of the structure: a column of customers.parquet, and what other rules call it."),
    title: title.optional().describe("What people call it: one text, or { en, ru }; the name when left out."),
    parts: z
      .array(
        z.strictObject({
          name: partName.describe("Name of the part."),
          title: title.optional().describe("What people call it: one text, or { en, ru }; the name when left out."),
          when: conditionConfig.describe("Who belongs to it, unless an earlier part took them."),
        }),
      )
      .min(1)
      .max(100)
      .describe("The parts; each customer is in the first one whose condition holds."),
    otherwise: partName.default("other").describe("Name of the part of everybody else."),
  })
  .superRefine(({ parts, otherwise }, context) => {
    for (const [i, { name }] of parts.entries()) {
      if (name === otherwise)
        context.addIssue({
          code: "custom",
          path: ["parts", i, "name"],
          message: `"${name}" is the part of everybody else; give one of the two another name`,
        });
    }
    forRepeatedNames(parts, (i, name) =>
      context.addIssue({
        code: "custom",
        path: ["parts", i, "name"],
        message: `a second part is called "${name}"; join the two with any, or give one another name`,
      }),
    );
  });

/** Structures that the project makes up itself, from features and other structures, in any order. */
export const rulesConfig = z
  .array(ruleConfig)
  .max(50)
  .superRefine((rules, context) =>
    forRepeatedNames(rules, (i, name) =>
      context.addIssue({
        code: "custom",
        path: [i, "name"],
        message: `a second structure is called "${name}"; give one of the two another name`,
      }),
    ),
  )
  .default([])
  .describe("Structures of your own: parts told by conditions on features and other structures.");
export type RulesConfig = z.output<typeof rulesConfig>;
export type RuleConfig = RulesConfig[number];

function mistakeIn(condition: WrittenCondition): { path?: string[]; message: string } | undefined {
  const about = subjects.filter((key) => condition[key] !== undefined);
  const compared = comparisons.filter((key) => condition[key] !== undefined);
  const [subject] = about;
  if (about.length !== 1) {
    const seen = about.length === 0 ? "none of them" : about.join(" and ");
    return { message: `a condition has exactly one of ${subjects.join(", ")}; this one has ${seen}` };
  }
  if (subject === "feature" || subject === "structure") {
    const allowed = comparisons.filter((key) => subject === "feature" || key === "is" || key === "isNot");
    if (compared.length === 0) return { message: `a ${subject} needs something to compare it by: ${list(allowed)}` };
    const misplaced = compared.find((key) => !allowed.includes(key));
    if (misplaced !== undefined)
      return { path: [misplaced], message: `a structure is compared by ${list(allowed)}, not by ${misplaced}` };
  } else if (compared.length > 0) {
    return { path: [compared[0]], message: `${compared[0]} belongs to a feature or a structure, not to ${subject}` };
  }
  if (condition.known === false && compared.length > 1) {
    return {
      path: ["known"],
      message: "a value that is not known cannot be compared; put the two in a list under any",
    };
  }
  if (condition.between !== undefined && isReversed(...condition.between))
    return { path: ["between"], message: "the first bound is above the second; no value lies between" };
  return undefined;
}

function isReversed(from: number | string, to: number | string): boolean {
  if (typeof from === "number" && typeof to === "number") return from > to;
  return typeof from === "string" && typeof to === "string" && shareOfPercentile(from) > shareOfPercentile(to);
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}

function forRepeatedNames(items: readonly { name: string }[], report: (index: number, name: string) => void) {
  const seen = new Set<string>();
  for (const [i, { name }] of items.entries()) {
    if (seen.has(name)) report(i, name);
    seen.add(name);
  }
}
