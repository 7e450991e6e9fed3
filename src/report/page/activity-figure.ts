import * as Plot from "@observablehq/plot";
import { translations } from "../../language/translations.ts";
import { writers } from "../../language/writers.ts";
import type { DescribedActivity } from "../../transitions/activity/choice/activity-evidence.ts";
import type { ReportModel } from "../report-model.ts";
import { stateTitle } from "../segment-marks.ts";

const rowHeight = 30;
const letterWidth = 6.8;

/** Customers of each segment: who will order to the right, who has lapsed to the left. */
export function activityFigure(model: ReportModel, { segments }: DescribedActivity, width: number): Element {
  const words = texts[model.language];
  const { share } = writers[model.language];
  const room = Math.round(width * 0.42);
  const letters = Math.floor((room - 12) / letterWidth);
  const titleOf = (id: string) => {
    const title = stateTitle(model, id);
    return title.length <= letters ? title : `${title.slice(0, letters - 1)}…`;
  };
  const whole = (value: number) => share(value).replace(/[.,]0/, "");
  const bars = segments.flatMap(({ segment, active, lapsed }) => [
    { segment, from: 0, until: active, colour: "var(--high)", title: `${words.active}: ${share(active)}` },
    ...(lapsed === null
      ? []
      : [
          {
            segment,
            from: -lapsed,
            until: 0,
            colour: "var(--segment-other)",
            title: `${words.lapsed}: ${share(lapsed)}`,
          },
        ]),
  ]);
  const hasLapsed = segments.some(({ lapsed }) => lapsed !== null);
  return Plot.plot({
    width,
    height: 56 + rowHeight * segments.length,
    ...{ marginLeft: room, marginRight: 22, marginTop: 8, marginBottom: 46 },
    x: {
      domain: [hasLapsed ? -1 : 0, 1],
      label: hasLapsed ? `← ${words.lapsed} · ${words.active} →` : `${words.active} →`,
      labelAnchor: "center",
      labelArrow: "none",
      tickFormat: (tick: number) => whole(Math.abs(tick)),
      ticks: Math.max(3, Math.floor((width - room) / 90)),
      grid: true,
    },
    y: {
      ...{
        domain: segments.map(({ segment }) => segment),
        label: null,
        tickFormat: titleOf,
        tickSize: 0,
        padding: 0.3,
      },
    },
    color: { type: "identity" },
    marks: [
      Plot.barX(bars, {
        ...{ y: "segment", x1: "from", x2: "until", fill: "colour", rx: 2 },
        title: ({ segment, title }) => `${stateTitle(model, segment)}, ${title}`,
      }),
      Plot.ruleX([0], { stroke: "var(--ink)" }),
    ],
  });
}

const texts = translations({
  en: { active: "will order", lapsed: "have lapsed" },
  ru: { active: "закажут", lapsed: "ушли" },
});
