import type { Text } from "../../language/text.ts";
import { nearestName } from "../../math/nearest-name.ts";
import { quantiles } from "../../math/quantile.ts";
import { shareOfPercentile } from "./percentile.ts";
import { type Condition, holdsForNobody, type Operator } from "./rule.ts";
import type { RuleFeature, RuleScope, RuleStructure } from "./rule-scope.ts";
import type { WrittenCondition } from "./rules-config.ts";

/** What was found while conditions were looked up; each begins with the path of its setting. */
export interface Findings {
  readonly mistakes: string[];
  /** What nobody has today: a rule that worked yesterday must not fail because the last such customer is gone. */
  readonly warnings: Text[];
}

type Bound = NonNullable<WrittenCondition["above"]>;
type Values = NonNullable<WrittenCondition["is"]>;

const operators = [
  ["above", ">"],
  ["atLeast", ">="],
  ["below", "<"],
  ["atMost", "<="],
] as const satisfies readonly (readonly [keyof WrittenCondition, Operator])[];

/**
 * Looks up the features, levels, structures and parts that a condition names, and the numbers its percentiles stand for.
 *
 * @param at path of the condition, as in `structures.rules[0].parts[1].when`
 * @param findings is added to; where there is a mistake, the condition returned means nothing
 */
export function resolveCondition(
  written: WrittenCondition,
  at: string,
  scope: RuleScope,
  findings: Findings,
): Condition {
  const each = (list: readonly WrittenCondition[], key: string) =>
    list.map((one, i) => resolveCondition(one, `${at}.${key}[${i}]`, scope, findings));
  if (written.all !== undefined) return { kind: "all", of: each(written.all, "all") };
  if (written.any !== undefined) return { kind: "any", of: each(written.any, "any") };
  if (written.not !== undefined)
    return { kind: "not", of: resolveCondition(written.not, `${at}.not`, scope, findings) };

  const feature = scope.features.find(({ name }) => name === written.feature);
  if (feature !== undefined) return ofFeature(feature, written, at, findings);
  const structure = scope.structures.find(({ id }) => id === written.structure);
  if (structure !== undefined) return ofStructure(structure, written, at, findings);
  findings.mistakes.push(unknownSubject(written, at, scope));
  return holdsForNobody;
}

function ofFeature(feature: RuleFeature, written: WrittenCondition, at: string, findings: Findings): Condition {
  const { name } = feature;
  const ordering = [...operators.map(([key]) => key), "between" as const].find((key) => written[key] !== undefined);
  if (feature.kind === "category" && ordering !== undefined) {
    findings.mistakes.push(
      `${at}.${ordering}: ${name} is a category, which has no order; compare it by is, isNot or known`,
    );
    return holdsForNobody;
  }

  const known: Condition = { kind: "known", feature: name };
  const of: Condition[] = [];
  if (written.known !== undefined) of.push(written.known ? known : { kind: "not", of: known });
  for (const [key, operator] of operators) {
    const bound = written[key];
    if (bound !== undefined) of.push(compared(feature, operator, bound));
  }
  if (written.between !== undefined) {
    const [from, to] = written.between;
    of.push(compared(feature, ">=", from), compared(feature, "<=", to));
  }
  const oneOf = feature.kind === "category" ? oneOfLevels : oneOfNumbers;
  if (written.is !== undefined) of.push(oneOf(feature, written.is, `${at}.is`, findings));
  if (written.isNot !== undefined)
    of.push(known, { kind: "not", of: oneOf(feature, written.isNot, `${at}.isNot`, findings) });
  return of.length === 1 ? of[0] : { kind: "all", of };
}

function compared({ name, values }: RuleFeature, operator: Operator, written: Bound): Condition {
  const bound = typeof written === "number" ? written : quantiles(values, [shareOfPercentile(written)])[0];
  // A feature that nobody has is without percentiles.
  return Number.isNaN(bound) ? holdsForNobody : { kind: "compared", feature: name, operator, bound };
}

function oneOfLevels({ name, levels }: RuleFeature, written: Values, at: string, findings: Findings): Condition {
  const values = [written].flat().flatMap((value): number[] => {
    const level = String(value);
    if (levels.includes(level)) return [levels.indexOf(level)];
    if (level === "unknown") findings.mistakes.push(`${at}: ${name} has no level "unknown"; write known: false`);
    else findings.warnings.push(nobodys(level, levels, at));
    return [];
  });
  return values.length === 0 ? holdsForNobody : { kind: "oneOf", feature: name, values };
}

function oneOfNumbers({ name, unit }: RuleFeature, written: Values, at: string, findings: Findings): Condition {
  const values = [written].flat().flatMap((value): number[] => {
    if (typeof value === "number") return [value];
    findings.mistakes.push(`${at}: ${name} is a number (${unit}), got "${value}"`);
    return [];
  });
  return values.length === 0 ? holdsForNobody : { kind: "oneOf", feature: name, values };
}

function ofStructure(structure: RuleStructure, written: WrittenCondition, at: string, findings: Findings): Condition {
  const of: Condition[] = [];
  if (written.is !== undefined) of.push(inPart(structure, written.is, `${at}.is`, findings));
  if (written.isNot !== undefined)
    of.push({ kind: "not", of: inPart(structure, written.isNot, `${at}.isNot`, findings) });
  return of.length === 1 ? of[0] : { kind: "all", of };
}

function inPart({ id, parts: all, open }: RuleStructure, written: Values, at: string, findings: Findings): Condition {
  const keys = all.map(({ key }) => key);
  const parts = [written].flat().flatMap((value): number[] => {
    const key = String(value);
    if (keys.includes(key)) return [keys.indexOf(key)];
    if (open) findings.warnings.push(nobodys(key, keys, at));
    else findings.mistakes.push(`${at}: ${id} has no part "${key}"; ${remedy(key, keys, "its parts are")}`);
    return [];
  });
  return parts.length === 0 ? holdsForNobody : { kind: "inPart", structure: id, parts };
}

function unknownSubject(written: WrittenCondition, at: string, { features, structures }: RuleScope): string {
  const names = { feature: features.map(({ name }) => name), structure: structures.map(({ id }) => id) };
  const [kind, other] =
    written.feature === undefined ? (["structure", "feature"] as const) : (["feature", "structure"] as const);
  const name = written[kind] ?? "";
  const help = names[other].includes(name)
    ? `it is a ${other}, write ${other}: ${name}`
    : remedy(name, names[kind], `the ${kind}s are`);
  return `${at}.${kind}: no ${kind} is called "${name}"; ${help}`;
}

/** The name that was probably meant, otherwise what there is. */
function remedy(name: string, known: readonly string[], introduction: string): string {
  const near = nearestName(name, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  const most = 20;
  const more = known.length > most ? ` and ${known.length - most} more` : "";
  return known.length === 0 ? "there are none" : `${introduction} ${known.slice(0, most).join(", ")}${more}`;
}

function nobodys(value: string, known: readonly string[], at: string): Text {
  const near = nearestName(value, known);
  return {
    en: `${at}: no customer has "${value}"${near === undefined ? "" : `; did you mean "${near}"?`}`,
    ru: `${at}: значения «${value}» нет ни у одного клиента${near === undefined ? "" : `; возможно, имелось в виду «${near}»`}`,
  };
}
