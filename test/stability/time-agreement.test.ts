import { describe, expect, it } from "vitest";
import { segmentsConfig } from "../../src/segments/segments-config.ts";
import { timeAgreement } from "../../src/stability/time-agreement.ts";
import { plantedTable } from "../segments/feature-tables.ts";

const settings = { k: 3, segments: segmentsConfig.parse({}) };
const years = [2020, 2021, 2022, 2023];

describe("timeAgreement", () => {
  it("compares the models of neighbouring windows on the later one", async () => {
    const tables = years.map((year) => plantedTable(300 + year - 2020, year, { year }).table);
    const { windows, refused, pairs } = await timeAgreement(tables, settings);
    expect({ windows, refused }).toEqual({ windows: 4, refused: undefined });
    expect(pairs.map(({ fittedAsOf, refittedAsOf, customers }) => [fittedAsOf, refittedAsOf, customers])).toEqual([
      ["2020-01-01", "2021-01-01", 301],
      ["2021-01-01", "2022-01-01", 302],
      ["2022-01-01", "2023-01-01", 303],
    ]);
    for (const { ari } of pairs) expect(ari).toBeGreaterThan(0.8);
  });

  it("leaves short windows out, with their pairs", async () => {
    const tables = [2018, 2019, ...years].map(
      (year) => plantedTable(150, year, { year, short: year === 2018 || year === 2021 }).table,
    );
    const { windows, pairs } = await timeAgreement(tables, settings);
    expect(windows).toBe(4);
    expect(pairs.map(({ refittedAsOf }) => refittedAsOf)).toEqual(["2020-01-01", "2023-01-01"]);
  });

  it("leaves incomplete windows out likewise", async () => {
    const tables = [2018, 2019, ...years].map(
      (year) => plantedTable(150, year, { year, incomplete: year === 2023 }).table,
    );
    const { windows, pairs } = await timeAgreement(tables, settings);
    expect(windows).toBe(5);
    expect(pairs.map(({ refittedAsOf }) => refittedAsOf)).not.toContain("2023-01-01");
  });

  it("is refused, with the reason, when there is too little to compare", async () => {
    const tables = years.map((year) => plantedTable(60, year, { year, short: year > 2020 }).table);
    expect((await timeAgreement([], settings)).refused).toEqual({
      en: "there is no event log; a verdict over time needs 4 windows",
      ru: "нет журнала событий; для вывода об устойчивости во времени нужно 4 окна",
    });
    expect((await timeAgreement(tables, settings)).refused).toEqual({
      en: "there is 1 window with a whole look-back; a verdict over time needs 4 windows",
      ru: "с полной глубиной истории есть 1 окно; для вывода об устойчивости во времени нужно 4 окна",
    });
    expect((await timeAgreement(tables, { ...settings, k: 1 })).refused).toEqual({
      en: "one segment holds everyone, so there is nothing to compare",
      ru: "все клиенты в одном сегменте, сравнивать нечего",
    });
  });
});
