import * as Plot from "@observablehq/plot";
import { translations } from "../../language/translations.ts";
import { writers } from "../../language/writers.ts";
import type { ReportModel } from "../report-model.ts";

/** Chances of an order against the share who ordered, a dot for each tenth of the customers; on the line they are right. */
export function activityFigure(model: ReportModel, width: number): Element {
  const { activity, language } = model;
  const { share, count } = writers[language];
  const { forecast, observed, tip } = texts[language];
  const rows = activity.status === "refused" ? [] : activity.reliability;
  const top = Math.min(1, 1.1 * Math.max(0.1, ...rows.flatMap((row) => [row.forecast, row.observed])));
  return Plot.plot({
    ...{ width: Math.min(width, 420), height: 300, marginLeft: 52, marginBottom: 40, grid: true },
    x: { domain: [0, top], label: forecast, tickFormat: (value: number) => share(value), ticks: 5 },
    y: { domain: [0, top], label: observed, tickFormat: (value: number) => share(value), ticks: 5 },
    marks: [
      Plot.line(
        [
          [0, 0],
          [top, top],
        ],
        { stroke: "var(--muted)", strokeDasharray: "4 4" },
      ),
      Plot.dot(rows, {
        x: "forecast",
        y: "observed",
        r: 5,
        fill: "var(--segment-1)",
        title: (row) => tip(count(row.customers), share(row.forecast), share(row.observed)),
      }),
    ],
  });
}

const texts = translations({
  en: {
    forecast: "Chance of an order",
    observed: "Share who ordered",
    tip: (customers: string, forecast: string, observed: string) =>
      `${customers} customers: ${forecast} said, ${observed} ordered`,
  },
  ru: {
    forecast: "Вероятность заказа",
    observed: "Доля заказавших",
    tip: (customers, forecast, observed) => `${customers} клиентов: прогноз ${forecast}, заказали ${observed}`,
  },
});
