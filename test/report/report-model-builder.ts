import type { Language, Text } from "../../src/language/text.ts";
import { adjustedResiduals } from "../../src/math/adjusted-residuals.ts";
import { epochDay, isoDate } from "../../src/math/calendar.ts";
import { createRandom, type Random } from "../../src/math/random.ts";
import type { ReportFigures, ReportModel } from "../../src/report/report-model.ts";
import { dormant, segmentId } from "../../src/segments/segmentation.ts";
import { certifyMarkov } from "../../src/transitions/assumptions/certify-markov.ts";
import { chainFigures } from "../../src/transitions/chain/chain-figures.ts";

/** Archetypes of the sample: name, customers, orders each, average order, place on the map. */
const archetypes = [
  {
    name: { en: "frequent, high spenders", ru: "Покупают часто, высокая выручка" },
    size: 412,
    orders: 14.2,
    average: 91.25,
    x: 3.1,
    y: 1.6,
  },
  { name: { en: "steady regulars", ru: "Покупают регулярно" }, size: 1130, orders: 6.1, average: 54.8, x: 1.2, y: 0.4 },
  {
    name: { en: "one basket, long ago", ru: "Давно не покупали, покупают редко" },
    size: 954,
    orders: 1.1,
    average: 44.1,
    x: -2.2,
    y: -0.9,
  },
  {
    name: { en: "new, by search", ru: "Новички, пришли через «поиск»" },
    size: 640,
    orders: 1.6,
    average: 50.1,
    x: -0.4,
    y: 2.1,
  },
  {
    name: { en: "returners of large baskets", ru: "Крупный чек, много возвратов" },
    size: 287,
    orders: 3.4,
    average: 212.3,
    x: 1.5,
    y: -2.4,
  },
  {
    name: { en: "bargain hunters, by email", ru: "Небольшой чек, переходят из «писем»" },
    size: 718,
    orders: 4.4,
    average: 28.9,
    x: -0.6,
    y: -1.2,
  },
];

/** Column, unit, title, level. */
const features: readonly (readonly [name: string, unit: string, title: Text, level?: Text])[] = [
  ["recency_days", "days", { en: "days since the last order", ru: "дней с последнего заказа" }],
  ["order_count", "orders", { en: "orders", ru: "заказы" }],
  ["mean_gap_days", "days", { en: "days between purchases", ru: "дней между покупками" }],
  ["gap_regularity", "share", { en: "irregularity of purchases", ru: "нерегулярность покупок" }],
  ["net_total", "EUR", { en: "revenue", ru: "выручка" }],
  ["average_order", "EUR", { en: "average order", ru: "средний чек" }],
  ["spend_trend", "share", { en: "revenue trend", ru: "динамика выручки" }],
  ["return_share", "share", { en: "share returned", ru: "доля возвратов" }],
  ["category_breadth", "categories", { en: "categories bought", ru: "число категорий" }],
  ["online_share", "share", { en: "share of orders by online", ru: "доля заказов через «сайт»" }],
  ["email_click_rate", "share", { en: "click rate of email", ru: "доля переходов из «писем»" }],
  ["tenure_days", "days", { en: "days as a customer", ru: "дней с нами" }],
  [
    "acquisition_channel",
    "share",
    { en: "acquisition channel", ru: "канал привлечения" },
    { en: "search", ru: "поиск" },
  ],
  ["age_years", "years", { en: "age", ru: "возраст" }],
  ["area_type", "share", { en: "area", ru: "местность" }, { en: "urban", ru: "город" }],
];

const verdictWords = {
  en: {
    word: "usable with care",
    sentences: [
      "5 of 6 segments come back when they are fitted again; bargain hunters, by email (0.66) do not.",
      "The lifetime value forecast ranks customers better than last period's spending.",
    ],
  },
  ru: {
    word: "использовать с осторожностью",
    sentences: [
      "На повторных выборках воспроизводятся 5 сегментов из 6.",
      "Прогноз LTV упорядочивает клиентов лучше, чем траты прошлого периода.",
    ],
  },
};

const unknownAreas: Text = { en: "area_type is unknown for 12%", ru: "местность неизвестна у 12 %" };

const weakest: Text = {
  en: "s6 (bargain hunters, by email) comes back with Jaccard 0.66, needed 0.75",
  ru: "s6 (Небольшой чек, переходят из «писем») воспроизводится слабо: коэффициент Жаккара 0,66, нужно 0,75",
};

/** A report as a run of a few thousand customers gives it, with figures that add up; parts can be replaced. */
export function sampleReport(changes: Partial<ReportModel> = {}, language: Language = "en"): ReportModel {
  const random = createRandom(11);
  const clustered = archetypes.reduce((sum, { size }) => sum + size, 0);
  const revenue = archetypes.reduce((sum, segment) => sum + revenueOf(segment), 0);
  const ids = archetypes.map((_, index) => `s${index + 1}`);
  const states = [...ids, "none", "dormant"];
  return {
    schemaVersion: 1,
    language,
    run: {
      project: "demo",
      asOf: "2026-01-01",
      runId: "4f1c9a7be2d05836",
      version: "0.1.0",
      timezone: "Europe/Berlin",
      seed: 7,
      backend: "wasm",
      configSha256: "9b1d02c55aa74b5e8b8f7f6f0f6dbb2a6c1a5b0e3d4c2f1a0987654321abcdef",
      model: "none",
      lookback: { from: "2025-01-01", until: "2026-01-01" },
    },
    currency: { code: "EUR", digits: 2 },
    verdict: {
      grade: "usable with care",
      ...verdictWords[language],
    },
    inputs: [
      {
        table: "transactions",
        files: 2,
        read: 61240,
        accepted: 60150,
        quarantined: 37,
        excluded: [
          { policy: "after_as_of", rows: 812, money: 51234.55 },
          { policy: "guest", rows: 241, money: 18003.5 },
        ],
      },
      { table: "customers", files: 1, read: 5000, accepted: 5000, quarantined: 0, excluded: [] },
      { table: "contacts", files: 1, read: 40210, accepted: 40210, quarantined: 0, excluded: [] },
    ],
    kpis: {
      known: 5000,
      history: figuresOf(4790, 21480, 1_312_045.5, 0.614),
      months: ["2025-08", "2025-09", "2025-10", "2025-11", "2025-12"].map((month, index) => ({
        month,
        figures: figuresOf(820 + 40 * index, 910 + 55 * index, 54_100 + 3_400 * index, 0.11 + 0.004 * index),
      })),
    },
    features: features.map(([name, unit, title, level]) => ({
      name,
      title: title[language],
      level: level?.[language] ?? null,
      unit,
    })),
    segments: archetypes.map((archetype, index) => ({
      id: ids[index],
      name: archetype.name[language],
      size: archetype.size,
      share: archetype.size / clustered,
      revenueShare: revenueOf(archetype) / revenue,
      ltvShare: (revenueOf(archetype) / revenue) * 0.9 + 0.1 / archetypes.length,
      figures: figuresOf(archetype.size, Math.round(archetype.size * archetype.orders), revenueOf(archetype), 0.6),
      centre: features.map(([, unit]) => (unit === "share" ? random.next() : random.next() * 300)),
      contrast: features.map((_, feature) => (index === 2 && feature === 10 ? null : random.normal() * 0.9)),
    })),
    unclustered: [
      { id: "none", size: 210 },
      { id: "dormant", size: 649 },
    ],
    map: sampleMap(random, clustered),
    states,
    windows: Array.from({ length: 12 }, (_, index) => ({
      until: index === 11 ? "2026-01-01" : `2025-${String(index + 2).padStart(2, "0")}-01`,
      short: index < 2,
      sizes: [
        ...archetypes.map(({ size }, i) => size - (11 - index) * ((i % 3) - 1) * 14),
        210 + 9 * index,
        649 - 20 * index,
      ],
    })),
    championship: sampleChampionship(ids),
    choice: sampleChoice(),
    stability: sampleCertificate(ids),
    transitions: sampleTransitions(states),
    assumptions: sampleAssumptions(states),
    activity: sampleActivity(states),
    outlook: sampleOutlook(states, [...archetypes.map(({ size }) => size), 210, 649]),
    rules: sampleRules(ids, language),
    nextSegments: sampleNextSegments(states, [...archetypes.map(({ size }) => size), 210, 649]),
    ltv: sampleEvaluation(),
    structures: [sampleStructure(language)],
    refusedStructures: [
      language === "en"
        ? { title: "Income", reason: "the customers' table has no income" }
        : { title: "Доход", reason: "в таблице клиентов нет признака «доход»" },
    ],
    acquisition: sampleAcquisition(language),
    market: sampleMarket(language),
    retention: {
      typical: { strict: 0.62, formula: 0.91 },
      months: ["2025-10", "2025-11", "2025-12"].map((month, index) => ({
        ...{ month, active: 900 + 40 * index, newcomers: 80, reactivated: 210, churned: 250 },
        ...{ strict: 0.6 + 0.02 * index, formula: 0.94, quickRatio: 290 / 250 },
      })),
    },
    levers: sampleLevers(language),
    stages: [
      { name: "inputs", status: "done", rowsIn: 106450, rowsOut: 105360, warnings: [] },
      { name: "features", status: "done", rowsIn: 105360, rowsOut: 4141, warnings: [unknownAreas[language]] },
      { name: "segments", status: "done", rowsIn: 4141, rowsOut: 4141, warnings: [] },
      { name: "publication", status: "done", warnings: [] },
    ],
    ...changes,
  };
}

function sampleLevers(language: Language): ReportModel["levers"] {
  const said = {
    en: {
      metric: "strict retention",
      lever: "loyalty programme",
      structure: "Region",
      part: "north",
      own: "Lifecycle",
    },
    ru: { metric: "строгое удержание", lever: "скидки", structure: "Регион", part: "север", own: "Стадия" },
  }[language];
  const part = { structure: said.structure, title: said.part, value: 0.4, gain: 0.044 };
  return {
    metrics: [
      {
        ...{ id: "strict_retention", title: said.metric, unit: "share", value: 0.62, levers: [said.lever] },
        ...{ part, segment: null },
      },
    ],
    compared: [said.structure],
    leftOut: [said.own],
  };
}

function sampleAcquisition(language: Language): ReportModel["acquisition"] {
  const said = { en: ["search", "too few months"], ru: ["поиск", "слишком мало месяцев"] }[language];
  const group = {
    ...{ from: "2024-01-01", until: "2025-12-01", newcomers: 640, cost: 5120, cac: 8, revenue: 61.5, margin: null },
    ...{ lifetimeValue: 84.2, roi: 6.69, expectedRoi: 9.52, payback: { months: 1, newcomers: 590 }, seenMonths: 23 },
  };
  const reason = { en: said[1], ru: said[1] };
  return {
    ...{ status: "done", value: "revenue", horizonDays: 181, base: { key: "all", ...group } },
    channels: [{ key: said[0], ...group }],
    cohorts: [{ key: "2025-11", ...group, newcomers: 77, cost: 530.02, cac: 6.88, payback: null }],
    budget: { status: "refused", reason, leftOut: [{ channel: said[0], reason }] },
  };
}

function sampleMarket(language: Language): ReportModel["market"] {
  const [books, toys] = { en: ["books", "toys"], ru: ["книги", "игрушки"] }[language];
  const period = { from: "2025-10-01", until: "2025-12-31", withoutShare: null };
  return {
    status: "done",
    positions: [
      {
        ...{ ...period, category: books, revenue: 41_000, size: 500_000, share: 0.082, shareChange: 0.004 },
        ...{ priceIndex: 95, pricePosition: 100 / 95 },
      },
      {
        ...{ ...period, category: toys, revenue: 9_000, size: 450_000, share: 0.02, shareChange: null },
        ...{ priceIndex: null, pricePosition: null },
      },
    ],
    guestsLeftOut: false,
  };
}

function sampleStructure(language: Language): ReportModel["structures"][number] {
  const said = {
    en: { title: "Age", definition: "Age in whole years at as-of.", parts: ["under 30", "30–49"], category: "books" },
    ru: { title: "Возраст", definition: "Полных лет на дату отчёта.", parts: ["до 30", "30–49"], category: "книги" },
  }[language];
  const bySegment = [
    [300, 440, 360, 250, 100, 250, 60, 240],
    [112, 690, 594, 390, 187, 468, 150, 409],
  ];
  const { residuals, bound } = adjustedResiduals(Float64Array.from(bySegment.flat()), 2, 8);
  return {
    id: "demographic",
    title: said.title,
    definition: said.definition,
    association: { corrected: 0.21, lo: 0.18, hi: 0.25 },
    clearResidual: bound,
    parts: said.parts.map((title, index) => ({
      ...{ bySegment: bySegment[index], residuals: [...residuals.subarray(8 * index, 8 * index + 8)] },
      ...{ title, customers: 2000 + 1000 * index, share: 0.4 + 0.2 * index, averageOrder: 61.5 + index },
      ...{ revenuePerCustomer: 240.5 - 10 * index, repeatShare: 0.6, strictRetention: index === 0 ? null : 0.63 },
      affinities: index === 0 ? [{ category: said.category, lift: 1.84 }] : [],
    })),
  };
}

function revenueOf({ size, orders, average }: (typeof archetypes)[number]): number {
  return size * orders * average;
}

function figuresOf(customers: number, orders: number, gross: number, repeatShare: number): ReportFigures {
  return { customers, orders, gross, net: gross * 0.94, averageOrder: gross / orders, repeatShare };
}

function sampleMap(random: Random, clustered: number): ReportModel["map"] {
  const segment = archetypes.flatMap(({ size }, index) =>
    Array<number>(Math.floor((size / clustered) * 2000)).fill(index),
  );
  const round = (value: number) => Math.round(value * 1000) / 1000 + 0; // no -0, which JSON cannot hold
  return {
    of: clustered,
    variance: [0.34, 0.19],
    x: segment.map((index) => round(archetypes[index].x + random.normal() * 0.7)),
    y: segment.map((index) => round(archetypes[index].y + random.normal() * 0.6)),
    segment,
  };
}

/** Six segments were asked for; five and six were judged. */
function sampleChoice(): ReportModel["choice"] {
  const candidate = {
    smallestShare: 0.09,
    worstJaccard: 0.81,
    meanJaccard: 0.9,
    predictionStrength: 0.83,
    timeAri: 0.71,
    revenue: { eta2: 0.184, se: 0.009 },
    gaps: [
      { against: "box" as const, gap: 0.12, se: 0.02, p: 0.0001 },
      { against: "gaussian" as const, gap: 0.03, se: 0.02, p: 0.0712 },
    ],
    silhouette: 0.24,
    meanInertia: 2.5,
    misses: [],
  };
  const sentence = {
    en: "weakest Jaccard 0.66, needed 0.75",
    ru: "наименьший коэффициент Жаккара 0,66, нужно 0,75",
  };
  return {
    k: 6,
    verdict: "fixed",
    reason: { en: "the configuration asks for 6 segments", ru: "число сегментов задано в настройках: 6" },
    kind: "unstable",
    rows: 2000,
    bootstraps: 20,
    candidates: [
      { k: 5, ...candidate },
      { k: 6, ...candidate, worstJaccard: 0.66, misses: [{ demand: "jaccard", sentence }] },
    ],
    unmeasured: [],
  };
}

function sampleChampionship(ids: readonly string[]): ReportModel["championship"] {
  const kept = ids.slice(0, -1).map((id) => ({ id, origin: "kept" as const, from: id, inDoubt: id === "s4" }));
  return {
    ...{ decision: "kept", provisional: false, usedAsOf: "2025-12-01" },
    reasons: [
      { en: "it is not beyond doubt which segment s4 is", ru: "не вполне ясно, какому сегменту соответствует s4" },
    ],
    comparison: {
      ...{ ari: 0.83, lo: 0.81, sameId: 0.88 },
      segments: [
        ...kept,
        { id: "s8", origin: "split", from: "s2", inDoubt: false },
        { id: "s9", origin: "born", from: null, inDoubt: false },
      ],
      lost: [
        { id: "s6", into: "s9" },
        { id: "s7", into: null },
      ],
    },
  };
}

function sampleCertificate(ids: readonly string[]): ReportModel["stability"] {
  const jaccards = [0.93, 0.88, 0.91, 0.84, 0.79, 0.66];
  const dates = ["2025-10-01", "2025-11-01", "2025-12-01", "2026-01-01"].map((date) => isoDate.parse(date));
  const aris = [0.71, 0.78, 0.84];
  return {
    schemaVersion: 1,
    asOf: dates[3],
    status: "warned",
    reasons: [weakest],
    verdict: {
      en: "The 6 segments mostly come back when customers are drawn again (weakest Jaccard 0.66).",
      ru: "Сегменты в основном воспроизводятся.",
    },
    kind: "unstable",
    bootstrap: {
      status: "warned",
      reasons: [weakest],
      threshold: { pass: 0.75, warn: 0.6, source: "Hennig 2007" },
      bootstraps: 100,
      rows: 4141,
      of: 4141,
      segments: jaccards.map((jaccard, index) => ({
        id: segmentId.parse(ids[index]),
        name: archetypes[index].name,
        status: jaccard < 0.75 ? "warned" : "passed",
        jaccard,
        lo: jaccard - 0.06,
        hi: jaccard + 0.05,
      })),
    },
    structure: {
      ...{ status: "passed", reasons: [], p: 0.0001, gap: 0.31, asOf: dates[3] },
      threshold: { pass: 0.01, source: "gap statistic" },
    },
    predictionStrength: {
      ...{ status: "passed", reasons: [], value: 0.83, asOf: dates[3] },
      threshold: { pass: 0.8, warn: 0.8, source: "Tibshirani & Walther 2005" },
    },
    agreement: {
      ...{ status: "failed", reasons: [weakest], ari: 0.83, lo: 0.81, hi: 0.85, sameId: 0.88, neededSameId: 0.9 },
      threshold: { pass: 0.65, warn: 0.65, source: "convention of this product" },
    },
    drift: sampleDrift(ids),
    breaks: sampleBreaks(ids),
    meaning: sampleMeaning(ids),
    time: {
      status: "passed",
      reasons: [],
      threshold: { pass: 0.6, warn: 0.45, source: "convention of this product" },
      windows: 4,
      pairs: aris.map((ari, i) => ({ fittedAsOf: dates[i], refittedAsOf: dates[i + 1], customers: 4000 + i, ari })),
      worstAri: 0.71,
      meanAri: 2.33 / 3,
      leaveOneOut: { lowest: 0.71, highest: 0.78, decisive: null },
    },
  };
}

function sampleBreaks(ids: readonly string[]): ReportModel["stability"]["breaks"] {
  const days = ["2025-08-01", "2025-09-01", "2025-10-01", "2025-11-01", "2025-12-01", "2026-01-01"].map((day) =>
    isoDate.parse(day),
  );
  return {
    status: "warned",
    reasons: [
      {
        en: "what customers of loyal spend in a step broke in the one from 2025-10-01 on (q 0.012)",
        ru: "траты клиентов сегмента «верные» за шаг изменились с 1 окт. 2025 (q 0,012)",
      },
    ],
    source: "Andrews 1993",
    everybody: { at: days[2], supF: 3, p: 0.4 },
    steps: days.slice(0, -1).map((from, step) => ({ from, until: days[step + 1], customers: 4000 })),
    segments: ids.map((id, index) => ({
      ...{ id: segmentId.parse(id), name: archetypes[index].name },
      means: [50, 52, 30, 31, 29].map((mean, step) => (index === 5 && step === 0 ? null : mean + index)),
      anywhere: index === 4 ? null : { at: days[2], supF: 20, p: 0.002, q: index === 0 ? 0.012 : 0.3 },
      atModel: null,
    })),
  };
}

function sampleMeaning(ids: readonly string[]): ReportModel["stability"]["meaning"] {
  const [from, until] = ["2025-12-01", "2026-01-01"].map((date) => isoDate.parse(date));
  const rule = { en: "orders 5 or more and revenue below 2,000", ru: "заказы: от 5 и выручка: меньше 2 000" };
  const alike = {
    en: "its customers later spend as those of loyal do (Cliff's delta 0.04)",
    ru: "его клиенты позже тратят так же, как клиенты сегмента «верные» (дельта Клиффа 0,04)",
  };
  return {
    status: "warned",
    reasons: [alike],
    thresholds: {
      share: 0.05,
      revenueShare: 0.02,
      reachableShare: 0.5,
      balancedAccuracy: 0.8,
      delta: 0.147,
      ratio: 1.25,
      q: 0.05,
    },
    later: { from, until, customers: 4000, eta2: 0.112 },
    segments: ids.map((id, index) => ({
      ...{
        id: segmentId.parse(id),
        name: archetypes[index].name,
        share: 1 / ids.length,
        revenueShare: 0.2,
        reachableShare: 0.7,
        rules: [rule, rule],
      },
      ...{ sql: '"orders" >= 5e0 AND "monetary" < 2000e0', balancedAccuracy: 0.97 - 0.02 * index },
      nearest: segmentId.parse(ids[(index + 1) % ids.length]),
      later: index === 0 ? null : { delta: 0.04 + 0.01 * index, q: 0.002, mean: 30, nearestMean: 31, meanQ: 0.4 },
      ...(index === 5
        ? { actionable: false, reasons: [alike], mergeInto: segmentId.parse(ids[0]) }
        : { actionable: true, reasons: [], mergeInto: null }),
    })),
  };
}

function sampleDrift(ids: readonly string[]): ReportModel["stability"]["drift"] {
  const [from, until] = ["2025-10-01", "2026-01-01"].map((date) => isoDate.parse(date));
  return {
    status: "warned",
    reasons: [
      {
        en: "1 of 2 features moved since 2025-10-01 by more than sampling explains: revenue (PSI 0.27)",
        ru: "признаки изменились с 1 окт. 2025 сильнее, чем объясняет случайность (1 из 2): выручка (PSI 0,27)",
      },
    ],
    source: "Siddiqi 2006",
    found: {
      ...{ from, until, customers: { before: 4000, now: 4141 } },
      shares: { psi: 0.012, unchanged: 0.005, p: 0.0001, verdict: "stable" },
      features: [
        {
          ...{ feature: "monetary", title: { en: "revenue", ru: "выручка" }, unit: "EUR", psi: 0.27, unchanged: 0.008 },
          ...{ p: 1e-9, verdict: "shifted", ks: { d: 0.211, p: 1e-9 }, wasserstein: 34.5 },
        },
        {
          ...{ feature: "area_type", title: { en: "area", ru: "местность" }, unit: "category", psi: 0.001 },
          ...{ unchanged: 0.008, p: 0.6, verdict: "stable", ks: null, wasserstein: null },
        },
      ],
      centroids: ids.map((id, index) => ({ id: segmentId.parse(id), shift: index === 0 ? null : 0.05 * index })),
    },
  };
}

/** Most stay, the rest spreads over the other states. */
function sampleTransitions(states: readonly string[]): ReportModel["transitions"] {
  const chance = (from: string, to: string) => (from === to ? 0.76 : 0.24 / (states.length - 1));
  const rows = [...states, "(entered)"].flatMap((from) =>
    states.map((to) => {
      const probability = from === "(entered)" ? 1 / states.length : chance(from, to);
      return {
        basis: "raw" as const,
        from_segment: from,
        to_segment: to,
        window_from: "pooled",
        window_to: "pooled",
        count: Math.round(900 * probability),
        probability,
        lo: probability - 0.02,
        hi: probability + 0.02,
        flags: "",
      };
    }),
  );
  return { status: "done", pairs: 9, rows };
}

/** Moves of customers who move by one matrix, tested. */
function sampleAssumptions(ids: readonly string[]): ReportModel["assumptions"] {
  const states = ids.map((id) => segmentId.parse(id));
  const k = states.length;
  const random = createRandom(5);
  const windows = [0, 1, 2, 3, 4, 5].map((w) => ({
    from: epochDay.parse(20000 + 30 * w),
    until: epochDay.parse(20030 + 30 * w),
    ...{ short: false, incomplete: false },
  }));
  const labels = [Int16Array.from({ length: 800 }, () => random.below(k))];
  for (let w = 1; w < windows.length; w++)
    labels.push(labels[w - 1].map((state) => (random.next() < 0.7 ? state : random.below(k))));
  const names = states.map((state) => ({ en: state, ru: state }));
  return certifyMarkov({ windows, states, labels }, { seed: 1, names, draws: 99 });
}

/** Sizes that drift to where the matrix leads, with intervals that widen. */
function sampleActivity(ids: readonly string[]): ReportModel["activity"] {
  const cut = (logLikelihood: number, lead: number | null) => ({
    ...{ logLikelihood, plain: logLikelihood - 0.002, level: 0.97, expectedOrders: 3100, largestMiss: 0.041 },
    behind: lead === null ? null : { mean: lead, lo: lead - 0.01, hi: lead + 0.012 },
    plainBehind: lead === null ? null : { mean: lead, lo: lead - 0.01, hi: lead + 0.012 },
  });
  const contender = (kind: "static" | "lapse" | "chain", states: number, lead: number | null) => ({
    ...{ kind, states, view: "orders" as const, basket: false, freeEffect: true, chosen: lead === null },
    cuts: [cut(-1.4 - (lead ?? 0), lead), cut(-1.8 - (lead ?? 0), lead)],
  });
  const matrix = [
    [0.94, 0.06],
    [0.02, 0.98],
  ];
  const state = (id: string, rate: number, lapsed: boolean) => ({
    ...{ id, name: { en: `${rate} orders a month`, ru: `${rate} заказа в месяц` }, rate, orderValue: null },
    ...{ stays: 0.94, months: 16.7, share: 0.5, lapsed },
  });
  return {
    ...{ status: "done", source: "a paper", months: 24, from: isoDate.parse("2024-01-01"), horizon: 3 },
    ...{ until: isoDate.parse("2026-01-01"), fitted: 4000, judged: 4000, seasonal: true, level: 0.97 },
    cuts: ["2025-07-01", "2025-10-01"].map((day) => ({ until: isoDate.parse(day), customers: 3800, orders: 3000 })),
    tried: [2, 3].map((states) => ({ view: "orders", states, heldOut: -9.2 + states / 100 })),
    contenders: [contender("static", 3, 0.06), contender("lapse", 5, 0.012), contender("chain", 2, null)],
    reliability: [0.1, 0.3, 0.6].map((forecast) => ({ customers: 1300, forecast, observed: forecast + 0.02 })),
    gate: {
      ...{ passed: true, agreement: 0.93, firm: 0.61, reasons: [] },
      leads: [{ mean: 0.012, lo: 0.002, hi: 0.024 }],
    },
    states: [state("state-1", 0.8, false), state("state-2", 0.01, true)],
    ...{ matrix, lo: matrix, hi: matrix },
    moves: matrix.map((row) => row.map((chance) => 5000 * chance)),
    expected: { orders: 3120.4, active: 1480.2 },
    segments: ids.map((id, at) => ({
      ...{ segment: segmentId.parse(id), customers: 600, expectedOrders: 2 / (at + 1), active: 0.9 / (at + 1) },
      ...{ lapsed: 0.1 * at, lapsing: 0.01 * (at + 1), states: [0.8 / (at + 1), 1 - 0.8 / (at + 1)] },
    })),
  };
}

function sampleOutlook(ids: readonly string[], sizes: readonly number[]): ReportModel["outlook"] {
  const states = ids.map((id) => segmentId.parse(id));
  const k = states.length;
  const probabilities = states.map((_, from) => states.map((_, to) => (from === to ? 0.76 : 0.24 / (k - 1))));
  const everybody = sizes.reduce((sum, size) => sum + size, 0);
  const values = states.map((_, at) => Math.max(0, 40 - 6 * at));
  const band = (mean: number, width: number) => ({ mean, lo: mean * (1 - width), hi: mean * (1 + width) });
  const forecast = [1, 2, 3].map((ahead) => {
    const means = sizes.map((size) => size + (everybody / k - size) * (1 - 0.9 ** ahead));
    const revenue = means.map((mean, at) => band(mean * values[at], 0.02 * ahead));
    return {
      ahead,
      until: isoDate.parse(`2026-0${ahead + 1}-01`),
      sizes: means.map((mean) => band(mean, 0.02 * ahead)),
      total: band(everybody, 0.001 * ahead),
      newcomers: band(40, 0.2),
      revenue,
      totalRevenue: band(
        revenue.reduce((sum, { mean }) => sum + mean, 0),
        0.02 * ahead,
      ),
    };
  });
  const value = { values: Float64Array.from(values), discountFactor: 0.99, horizon: 12 };
  return {
    ...{ status: "done", states, pairs: 9, asOf: isoDate.parse("2026-01-01"), probabilities, dispersion: 1.7 },
    ...{ values, sizes: [...sizes], confidence: 0.9, widened: [1, 1, 1.2], forecast },
    chain: chainFigures(Float64Array.from(probabilities.flat()), states, { churn: [dormant], value }),
    backTest: {
      forecasts: [42, 35, 28],
      covered: [0.93, 0.88, 0.86],
      error: [0.01, 0.02, 0.03],
      stayError: [0.02, 0.05, 0.07],
    },
  };
}

/** A rule out of every segment, and one that leads to the customers who have stopped. */
function sampleRules(ids: readonly string[], language: Language): ReportModel["rules"] {
  const who = {
    en: ["days since the last order 120 or more", "average order below 40 and orders 5 or more"],
    ru: ["дней с последнего заказа: от 120", "средний чек: меньше 40 и заказы: от 5"],
  }[language];
  const rules = ids.map((origin, index) => {
    const [lift, baseShare] = [1.6 + 0.9 * index, 0.05];
    return {
      ...{ origin, destination: index % 2 === 0 ? "dormant" : ids[index - 1], who: who[index % 2] },
      ...{ sql: 'coalesce("recency_days" >= 1.2e2, FALSE)', lift, lo: 0.8 * lift, hi: 1.25 * lift },
      ...{ covered: 200 - 10 * index, share: baseShare * lift, baseShare, now: index === 5 ? null : 180 - 9 * index },
    };
  });
  return { status: "done", pairs: 8, confirmedOn: "2025-12-01", found: 7, rules };
}

/** Chances that are near what happened; of those without features only the row is known. */
function sampleNextSegments(states: readonly string[], sizes: readonly number[]): ReportModel["nextSegments"] {
  return {
    ...{ status: "done", judgedOn: "2025-12-01", isOrdered: true },
    states: states.map((id, at) => {
      const hasLogit = at < 6;
      const [falls, rises] = [at < 6 ? 0.12 * sizes[at] : 0, at === 0 ? 0 : 0.02 * at * sizes[at]];
      return {
        ...{ id, customers: sizes[at], stays: sizes[at] - falls - rises, falls, rises },
        ...{ gain: hasLogit ? 0.21 : null, calibrationError: hasLogit ? 0.012 : null },
        reliability: !hasLogit
          ? []
          : Array.from({ length: 10 }, (_, tenth) => {
              const forecast = 0.02 + (0.04 + 0.005 * at) * tenth;
              const observed = forecast * (0.9 + 0.04 * at);
              return { customers: 40, forecast, observed, lo: observed * 0.7, hi: observed * 1.3 + 0.01 };
            }),
      };
    }),
  };
}

function sampleEvaluation(): ReportModel["ltv"] {
  const training = {
    cuts: [isoDate.parse("2025-01-01")],
    rowsUsed: 3800,
    rowsAvailable: 3800,
    epochs: [41],
    heldOutLoss: [2.1],
  };
  const metrics = (normalisedGini: number, bias: number) => ({
    ...{ normalisedGini, bias, spearman: 0.5, decileMape: 0.21, decileWape: 0.14, mae: 61.2, rmse: 155.1 },
    topDecileShare: 0.45,
  });
  return {
    status: "done",
    horizonDays: 184,
    testCut: isoDate.parse("2025-07-01"),
    customers: 4100,
    buyers: 2210,
    money: 41_000_000,
    negativeLabels: 4,
    training,
    models: [
      { model: "ziln", metrics: metrics(0.712, -0.041) },
      { model: "last-period", metrics: metrics(0.655, 0.118) },
      { model: "textbook", metrics: metrics(0.641, 0.604) },
    ],
    calibration: {
      central80: 0.79,
      central90: 0.9,
      upper50: 0.49,
      upper80: 0.81,
      upper90: 0.91,
      upper95: 0.95,
      ks: 0.03,
    },
    champion: "ziln",
    why: {
      en: "The net puts customers in order best: normalised Gini 0.712 against 0.655 for spending last period again.",
      ru: "Нейросеть упорядочивает клиентов лучше всех: нормированный индекс Джини 0,712.",
    },
    refit: training,
    backend: "wasm",
  };
}
