import type { Language } from "../../language/text.ts";
import type { LaggingPartOfFile, MetricsFile } from "../../metrics/metrics-file.ts";
import type { ReportModel } from "../../report/report-model.ts";
import type { StructuresFile } from "../../structures/structures-file.ts";

/** The metrics whose parts are compared, each with the part and the segment where it would move most. */
export function reportLevers(
  { metrics, compared, leftOut }: MetricsFile,
  { structures }: StructuresFile,
  language: Language,
): ReportModel["levers"] {
  const titleOf = (id: string) => structures.find((each) => each.id === id)?.title[language] ?? id;
  const shown = ({ scope, title, value, gain }: LaggingPartOfFile) => ({
    structure: titleOf(scope),
    title: title[language],
    value,
    gain,
  });
  return {
    metrics: metrics.flatMap(({ id, title, unit, base, levers, parts, segments }) => {
      if (parts === null || segments === null) return [];
      const [part, segment] = [parts, segments].map(([first]) => (first === undefined ? null : shown(first)));
      return [
        {
          ...{ id, title: title[language], unit, value: base.value },
          levers: levers.map((lever) => lever[language]),
          ...{ part, segment },
        },
      ];
    }),
    compared: compared.map(titleOf),
    leftOut: leftOut.map(titleOf),
  };
}
