import type { ColumnTable } from "arquero";
import type { Columns } from "./read-parquet.ts";
import { tableOfRows } from "./table-of-rows.ts";

/**
 * What the segments are like, a row per segment and feature: `segment_id`, `name`, `feature`, `level` (null for numbers),
 * `centre`, `mean` and `contrast`, which is the distance of the segment from the whole base in standard deviations.
 *
 * @param segments `segments.parquet`, which has a column for each of the three and each feature or `feature=level`
 */
export function profileTable(segments: Columns): ColumnTable {
  const described = [...segments.keys()].flatMap((column) => column.match(/^contrast_(.+)$/)?.[1] ?? []);
  const ids = segments.get("segment_id") ?? [];
  const rows = ids.flatMap((segment_id, i) =>
    described.map((name) => {
      const [feature, ...level] = name.split("=");
      const figure = (kind: string) => segments.get(`${kind}_${name}`)?.[i] ?? null;
      return {
        segment_id,
        name: segments.get("name")?.[i] ?? null,
        feature,
        level: level.length === 0 ? null : level.join("="),
        centre: figure("centre"),
        mean: figure("mean"),
        contrast: figure("contrast"),
      };
    }),
  );
  return tableOfRows(["segment_id", "name", "feature", "level", "centre", "mean", "contrast"], rows);
}
