import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { type SegmentId, segmentId } from "../segments/segmentation.ts";
import { type VersionName, versionsIn } from "./model-version.ts";

const withIds = z.object({ segments: z.array(z.object({ id: segmentId })) });

/**
 * Ids of segments that were ever given in a project, as far as its versions tell: none of them is given to another segment.
 * Damaged versions count as far as they can be read.
 *
 * @param before only versions older than this one; all unless given
 */
export function idsEver(registry: string, before?: VersionName): SegmentId[] {
  const all = versionsIn(registry);
  const older = before !== undefined && all.includes(before) ? all.slice(0, all.indexOf(before)) : all;
  const ids = older.flatMap((version) => {
    const path = join(registry, version, "model.json");
    try {
      const found = withIds.safeParse(existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined);
      return found.data?.segments.map(({ id }) => id) ?? [];
    } catch {
      return []; // not JSON
    }
  });
  return [...new Set(ids)];
}
