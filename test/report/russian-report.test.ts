import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { featuresDocument } from "../../src/features/document-features.ts";
import type { OfferedFeatures } from "../../src/features/offered-features.ts";
import { activityCard, activityModelsCard } from "../../src/report/activity-card.ts";
import { assumptionsCard } from "../../src/report/assumptions-card.ts";
import { breaksCard } from "../../src/report/breaks-card.ts";
import { businessCard, headlineFigures } from "../../src/report/business-card.ts";
import type { Card } from "../../src/report/card.ts";
import { championCard } from "../../src/report/champion-card.ts";
import { choiceCard } from "../../src/report/choice-card.ts";
import { contrastsCard, unitWords } from "../../src/report/contrasts-card.ts";
import { driftCard } from "../../src/report/drift-card.ts";
import { inputsCard } from "../../src/report/inputs-card.ts";
import { leversCard } from "../../src/report/levers-card.ts";
import { ltvCard } from "../../src/report/ltv-card.ts";
import { makingCard } from "../../src/report/making-card.ts";
import { mapCard } from "../../src/report/map-card.ts";
import { meaningCard } from "../../src/report/meaning-card.ts";
import { nextSegmentsCard } from "../../src/report/next-segments-card.ts";
import { outlookCard } from "../../src/report/outlook-card.ts";
import { renderReport } from "../../src/report/render-report.ts";
import { type ReportModel, reportModel } from "../../src/report/report-model.ts";
import { rulesCard } from "../../src/report/rules-card.ts";
import { segmentsCard } from "../../src/report/segments-card.ts";
import { sizesCard } from "../../src/report/sizes-card.ts";
import { bootstrapCard, timeCard } from "../../src/report/stability-card.ts";
import { transitionsCard } from "../../src/report/transitions-card.ts";
import { type StagedBase, stageBase } from "../features/staged-base.ts";
import { englishWordsIn } from "./english-words.ts";
import { sampleReport } from "./report-model-builder.ts";

const cards = {
  segments: segmentsCard,
  map: mapCard,
  contrasts: contrastsCard,
  sizes: sizesCard,
  breaks: breaksCard,
  champion: championCard,
  drift: driftCard,
  meaning: meaningCard,
  choice: choiceCard,
  bootstrap: bootstrapCard,
  time: timeCard,
  transitions: transitionsCard,
  outlook: outlookCard,
  assumptions: assumptionsCard,
  activity: activityCard,
  activityModels: activityModelsCard,
  rules: rulesCard,
  "next segments": nextSegmentsCard,
  ltv: ltvCard,
  levers: leversCard,
  business: businessCard,
  inputs: inputsCard,
  making: makingCard,
};
const names = Object.keys(cards) as (keyof typeof cards)[];

const full = sampleReport({}, "ru");

const reason = { en: "there is no event log", ru: "нет журнала событий" };
const unjudged = { status: "refused" as const, reasons: [reason] };
/** One segment, one window, nothing judged, rows missing, everybody clustered. */
const bare: ReportModel = {
  ...full,
  segments: full.segments.slice(0, 1),
  features: [],
  unclustered: [],
  windows: full.windows.slice(0, 1),
  map: null,
  championship: {
    ...{ decision: "first", provisional: true, usedAsOf: "2026-01-01", reasons: [reason], comparison: null },
  },
  choice: { ...full.choice, k: 1, verdict: "none", kind: null, candidates: [], unmeasured: [] },
  stability: {
    ...full.stability,
    bootstrap: { ...full.stability.bootstrap, ...unjudged },
    time: { ...full.stability.time, ...unjudged },
    drift: { ...full.stability.drift, ...unjudged, found: null },
    breaks: { ...full.stability.breaks, ...unjudged, everybody: null, steps: [], segments: [] },
    meaning: { ...full.stability.meaning, ...unjudged, later: null, segments: [] },
  },
  transitions: { status: "refused", reason },
  outlook: { status: "refused", reason },
  assumptions: { status: "refused", reason },
  activity: { status: "refused", reason },
  rules: { status: "refused", reason },
  nextSegments: { status: "refused", reason },
  ltv: { status: "refused", reason },
  kpis: { ...full.kpis, months: full.kpis.months.slice(-1) },
  inputs: full.inputs.map((table) => ({ ...table, read: table.read + 1 })),
  stages: [
    { name: "transitions", status: "refused", reason: reason.ru, warnings: [] },
    { name: "figures", status: "skipped", warnings: [] },
    { name: "inputs", status: "failed", warnings: [] },
  ],
};

/** Everything a card says, hints included. */
function wordsOf({ question, answer, note, table, code }: Card): string {
  const headings = table?.columns.flatMap(({ heading, meaning }) => [heading, meaning ?? ""]) ?? [];
  const cells = table?.rows
    .flat()
    .map((cell) => (typeof cell === "string" ? cell : `${cell.text} ${cell.detail ?? ""}`));
  const said = code === undefined ? [] : [code.title, ...code.pieces.map(({ heading }) => heading)];
  return [question, answer, note ?? "", ...headings, ...(cells ?? []), ...said].join(" ");
}

describe("the report in Russian", () => {
  it("is made from models that pass their schema", () => {
    expect(reportModel.parse(full)).toEqual(full);
    expect(reportModel.parse(bare)).toEqual(bare);
  });

  it.each(names)("has no English word in the card of %s", (name) => {
    expect(englishWordsIn(wordsOf(cards[name](full)))).toEqual([]);
    expect(englishWordsIn(wordsOf(cards[name](bare)))).toEqual([]);
  });

  it.each(names)("has other words than English in the card of %s, and as many figures", (name) => {
    const [english, russian] = [cards[name](sampleReport()), cards[name](full)];
    expect(russian.question).not.toBe(english.question);
    expect(russian.answer).not.toBe(english.answer);
    expect(russian.table?.rows.map((row) => row.length)).toEqual(english.table?.rows.map((row) => row.length));
  });

  it("has no English word in headline, title and the text without JavaScript", () => {
    expect(englishWordsIn(headlineFigures(full).flatMap(Object.values).join(" "))).toEqual([]);
    const html = renderReport(full, { script: "", style: "", scriptHash: "", styleHash: "" });
    expect(html).toContain('<html lang="ru">');
    expect(englishWordsIn(/<title>(.*)<\/title>/.exec(html)?.[1] ?? "Title")).toEqual([]);
    expect(englishWordsIn(/<noscript>(.*)<\/noscript>/.exec(html)?.[1] ?? "Noscript")).toEqual([]);
  });

  it("reads like this", () => {
    const answerOf = (name: keyof typeof cards) => cards[name](full).answer.replaceAll("\u00a0", " ");
    expect(answerOf("segments")).toBe(
      "1 · Покупают часто, высокая выручка: 9,9 % клиентов приносят 40,8 % выручки. " +
        "Вне сегментов: 210 клиентов без единой покупки и 649 клиентов без заказов за период с 1 января 2025 до 1 января 2026.",
    );
    expect(answerOf("bootstrap")).toBe(
      "5 из 6 воспроизводятся: средний коэффициент Жаккара не ниже 0,75. " +
        "Остальные — размытые группы: 6 · Небольшой чек, переходят из «писем» (0,66).",
    );
    expect(answerOf("inputs")).toBe(
      "Да. Прочитано строк: 106 450 = принято 105 360 + в карантине 37 + исключено правилами 1 053.",
    );
    expect(answerOf("business")).toMatch(/^Выручка за вычетом возвратов за декабрь 2025 — 63 638,00 EUR, \+5,3 % к/);
    expect(answerOf("making")).toMatch(/^4 этапа, 1 предупреждение\. Те же данные/);
    expect(timeCard(bare).answer).toBe("Не рассчитано: нет журнала событий.");
  });
});

describe("features in Russian", () => {
  let base: StagedBase;
  let features: OfferedFeatures["features"];
  beforeAll(async () => {
    base = await stageBase({
      asOf: "2025-07-01",
      transactions: `customer_id, ts,         amount, category, channel
                     k1,          2025-01-10, 20,     Дом,      сайт
                     k2,          2025-03-05, 35,     Сад,      сайт`,
      customers: `customer_id, birth_date, sex,    country, region, acquisition_channel
                  k1,          1980-05-01, female, RU,      Юг,     поиск
                  k2,          1990-05-01, male,   KZ,      Юг,     поиск`,
      contacts: `customer_id, ts,         channel, event
                 k1,          2025-02-01, почта,   sent
                 k2,          2025-02-01, почта,   sent`,
    });
    features = base.offered("2025-01-01", "2025-07-01").features;
  });
  afterAll(() => base.close());

  it("have words of their own", () => {
    expect(features.length).toBeGreaterThan(20);
    for (const { name, words } of features) {
      const { title, high, low } = words.ru;
      expect(title, name).not.toBe("");
      expect(englishWordsIn([title, high, low].join(" ")), name).toEqual([]);
    }
  });

  it("have units the report has words for", () => {
    // The document of features has every family, and calls money "currency".
    const rows = featuresDocument()
      .replaceAll("currency", "EUR")
      .matchAll(/^\| `(.+?)` \| number \| (.+?) \|/gm);
    const units = new Map([...rows].map(([, name, unit]) => [unit, name]));
    expect(units.size).toBeGreaterThan(15);
    for (const [unit, name] of units) {
      const model = { ...full, features: [{ name, unit, title: name, level: null }] };
      expect(englishWordsIn(unitWords(model, 0)), `${unit} of ${name}`).toEqual([]);
    }
  });
});
