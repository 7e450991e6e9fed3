import type { Language, Text } from "../../language/text.ts";
import type { SegmentFit } from "../../segments/segment-fit.ts";
import type { FittedSegment, SegmentModel } from "../../segments/segment-model.ts";
import type { SegmentId } from "../../segments/segmentation.ts";
import { freeIds, type SegmentIdentity } from "./identify-segments.ts";

/**
 * A refitted model under the ids that it was given: segments of the champion keep their names and stand first, in its order;
 * new ones follow under names that nobody has yet. Everything that is told by segment follows.
 *
 * @param fit in the order of `identity.segments`
 * @param champion the model the identity refers to
 */
export function adoptIdentity(
  fit: SegmentFit,
  identity: Pick<SegmentIdentity, "segments">,
  champion: Pick<SegmentModel, "segments">,
): SegmentFit {
  const old = new Map(champion.segments.map((segment, at) => [segment.id, { at, name: segment.name }]));
  const placeIn = (segment: number) => old.get(identity.segments[segment].id)?.at ?? champion.segments.length + segment;
  const order = identity.segments.map((_, segment) => segment).sort((a, b) => placeIn(a) - placeIn(b));
  const placeOf = Int32Array.from(order.keys(), (segment) => order.indexOf(segment));

  const names: Text[] = order.flatMap((segment) => old.get(identity.segments[segment].id)?.name ?? []);
  for (const segment of order.slice(names.length)) names.push(unlike(fit.model.segments[segment].name, names));
  const segments = order.map(
    (segment, at): FittedSegment => ({
      ...fit.model.segments[segment],
      id: identity.segments[segment].id,
      name: names[at],
    }),
  );
  const ids = segments.map(({ id }) => id);
  const { segmentation, bootstrap } = fit;
  return {
    ...fit,
    model: { ...fit.model, segments, centroids: order.map((segment) => fit.model.centroids[segment]) },
    segmentation: {
      ...segmentation,
      segments: ids,
      labels: segmentation.labels.map((label) => placeOf[label]),
      runnerUp: segmentation.runnerUp.map((label) => placeOf[label]),
    },
    bootstrap: {
      ...bootstrap,
      segments:
        bootstrap.segments.length === 0
          ? []
          : order.map((segment, at) => ({ ...bootstrap.segments[segment], id: ids[at] })),
    },
  };
}

/** A model that has no champion to take ids from, under ids that were never given; its own where none were. */
export function underFreshIds(fit: SegmentFit, taken: readonly SegmentId[]): SegmentFit {
  if (taken.length === 0) return fit;
  const nextId = freeIds(taken);
  const segments = fit.model.segments.map(() => ({ ...unborn, id: nextId() }));
  return adoptIdentity(fit, { segments }, { segments: [] });
}

const unborn = { origin: "born", from: null, distance: null, margin: null, doubt: null } as const;

/** A name, with a number behind it where somebody has it already. */
function unlike(name: Text, taken: readonly Text[]): Text {
  return { en: unlikeIn("en", name, taken), ru: unlikeIn("ru", name, taken) };
}

function unlikeIn(language: Language, { [language]: name }: Text, taken: readonly Text[]): string {
  const others = new Set(taken.map((other) => other[language]));
  let unique = name;
  for (let number = 2; others.has(unique); number++) unique = `${name} ${number}`;
  return unique;
}
