import type { FeatureDefinition } from "../features/feature-table.ts";
import { lookedAt, type Rule } from "./rules/rule.ts";
import type { Division, StructureKind } from "./structure.ts";

const kindsAboutPeople: readonly StructureKind[] = ["demographic", "geographic", "psychographic", "acquisition"];
const familiesAboutPeople = ["demographics", "psychographics"];
const featuresAboutPeople = ["acquisition_channel", "acquisition_source"];

/**
 * The divisions that tell who customers are. All others tell what they did, and compared in a figure of what they did
 * their parts are ahead or behind by definition: who is lost does not come back, because that is what lost means. A
 * crossing or an own rule is about people where everything that it is made of is.
 *
 * @param divisions rules after those they refer to, crossings after their members
 * @param crossings names of the divisions that each is made of
 */
export function divisionsAboutPeople(
  divisions: readonly Pick<Division, "id" | "kind">[],
  rules: readonly Rule[],
  crossings: readonly { readonly name: string; readonly of: readonly string[] }[],
  features: readonly Pick<FeatureDefinition, "name" | "family">[],
): ReadonlySet<string> {
  const known = new Set(
    features
      .filter(({ name, family }) => familiesAboutPeople.includes(family) || featuresAboutPeople.includes(name))
      .map(({ name }) => name),
  );
  const found = new Set<string>();
  const isAboutPeople = ({ id, kind }: Pick<Division, "id" | "kind">) => {
    if (kind === "combined") return crossings.find(({ name }) => name === id)?.of.every((each) => found.has(each));
    if (kind !== "rule") return kindsAboutPeople.includes(kind);
    const used = lookedAt({ kind: "any", of: rules.find((rule) => rule.id === id)?.conditions ?? [] });
    return used.features.every((name) => known.has(name)) && used.structures.every((each) => found.has(each));
  };
  for (const division of divisions) if (isAboutPeople(division) === true) found.add(division.id);
  return found;
}

/**
 * Whether one could turn to a part: it is neither "unknown" nor the rest of something, and not made of purchases as
 * inferred interests are.
 *
 * @param key of a part of a division that is about people; a crossing's names its members
 */
export function isAddressable(key: string): boolean {
  return key
    .split("/")
    .every((each) => !["unknown", "none", "other", "*"].includes(each) && !each.startsWith("inferred_"));
}
