import * as z from "zod";
import { language, text } from "../language/text.ts";
import { ltvEvaluation } from "../ltv/ltv-evaluation.ts";
import { acquisitionResult } from "../metrics/acquisition-result.ts";
import { marketResult } from "../metrics/market-result.ts";
import { metricUnit } from "../metrics/metrics-file.ts";
import { segmentCount } from "../segments/choice/segment-count.ts";
import { stabilityCertificate } from "../stability/stability-certificate.ts";
import { activityEvidence } from "../transitions/activity/choice/activity-evidence.ts";
import { markovEvidence } from "../transitions/assumptions/markov-evidence.ts";
import { outlook } from "../transitions/outlook.ts";
import { transitionRow } from "../transitions/transition-table.ts";

/** Reasons why a part of the run says nothing; refusing is not failing. */
const refused = z.strictObject({ status: z.literal("refused"), reason: text });

/** `2025-12-01`. */
const date = z.string();
/** 0..1. */
const share = z.number().min(0).max(1);
/** In units of the currency of the run, as in `kpis.parquet`. */
const money = z.number();
const count = z.int().min(0);

/** May the segments of this run be used? The same in every language. */
export const reportVerdict = z.enum(["safe to use", "usable with care", "do not use"]);
export type ReportVerdict = z.output<typeof reportVerdict>;

/** Rows of one input table: `read` = `accepted` + `quarantined` + the rows of every policy in `excluded`. */
const inputTable = z.strictObject({
  table: z.string(),
  files: count,
  read: count,
  accepted: count,
  quarantined: count,
  excluded: z.array(z.strictObject({ policy: z.string(), rows: count, money: money.nullable() })),
});

/** Null where nothing tells: without an event log, or for money without amounts. */
const figures = z.strictObject({
  customers: count.nullable(),
  orders: count.nullable(),
  gross: money.nullable(),
  net: money.nullable(),
  /** Gross money per order; null without orders. */
  averageOrder: z.number().nullable(),
  /** Customers with two orders or more among those with one; null where it is not known. */
  repeatShare: share.nullable(),
});

const segment = z.strictObject({
  id: z.string(),
  name: z.string(),
  size: count,
  /** Of the clustered customers. */
  share,
  /** Of the revenue of the clustered customers over the look-back; null when there is no money. */
  revenueShare: z.number().nullable(),
  /** Of the lifetime value of everyone; null when lifetime value is refused. */
  ltvShare: z.number().nullable(),
  figures,
  /** Median of each feature, share of each level, in the order of `features`; null where nobody's value is known. */
  centre: z.array(z.number().nullable()),
  /** Standardised difference to everyone, in the order of `features`. */
  contrast: z.array(z.number().nullable()),
});

/** A sample of customers on the first two principal components; it names nobody. */
const componentMap = z.strictObject({
  of: count,
  /** Share of the variance each of the two components keeps. */
  variance: z.tuple([share, share]),
  x: z.array(z.number()),
  y: z.array(z.number()),
  /** Index into `segments`. */
  segment: z.array(count),
});

const windowSizes = z.strictObject({
  until: date,
  /** Its history is shorter than the look-back. */
  short: z.boolean(),
  /** Customers in each of `states`. */
  sizes: z.array(count),
});

const transitions = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("done"),
    /** Pairs of neighbouring windows whose moves are pooled. */
    pairs: count,
    /** The pooled rows of `transitions.parquet`, in its order. */
    rows: z.array(transitionRow),
  }),
  refused,
]);

/** Who moves where more often than others; the order is that of `transition_rules.json`. */
const rules = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("done"),
    /** Pairs of windows that rules were found in, and the end of the earlier window of the pair that confirmed them. */
    pairs: count,
    confirmedOn: date,
    found: count,
    rules: z.array(
      z.strictObject({
        origin: z.string(),
        destination: z.string(),
        /** The terms in words, and as SQL. */
        who: z.string(),
        sql: z.string(),
        /** Times as often as all of the origin, in the window that confirmed it, with its interval. */
        lift: z.number(),
        lo: z.number(),
        hi: z.number(),
        /** Customers it covered there, the share of them who moved, and that of all customers of the origin. */
        covered: count,
        share,
        baseShare: share,
        /** Customers it covers today; null where that is not known. */
        now: count.nullable(),
      }),
    ),
  }),
  refused,
]);

/** Where customers are likely to be one window later: sums of the chances of each. */
const nextSegments = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("done"),
    /** End of the earlier window of the pair that chances were judged by. */
    judgedOn: date,
    /** Whether states have values, so that moves are falls and rises. */
    isOrdered: z.boolean(),
    states: z.array(
      z.strictObject({
        id: z.string(),
        customers: count,
        stays: z.number(),
        falls: z.number().nullable(),
        rises: z.number().nullable(),
        /** What features tell beyond the state: share of the log loss; null where its row serves. */
        gain: z.number().nullable(),
        calibrationError: z.number().nullable(),
        /** Tenths of the customers by their chance of leaving, and how many left. */
        reliability: z.array(
          z.strictObject({ customers: count, forecast: share, observed: share, lo: share, hi: share }),
        ),
      }),
    ),
  }),
  refused,
]);

/** One way to divide the base, with what is told of its parts. */
const structure = z.strictObject({
  id: z.string(),
  title: z.string(),
  definition: z.string(),
  /** How much it tells of the learned segments: Cramér's V, corrected, with the interval of V. */
  association: z.strictObject({ corrected: share, lo: share, hi: share }).nullable(),
  /** A residual of the crossing this far from 0 is clear of chance in the whole table. */
  clearResidual: z.number(),
  parts: z.array(
    z.strictObject({
      title: z.string(),
      customers: count,
      share,
      /** Customers in each of `states`. */
      bySegment: z.array(count),
      /** Adjusted residual of each of these against independence; null where too few are expected to tell. */
      residuals: z.array(z.number().nullable()),
      averageOrder: z.number().nullable(),
      /** Net revenue of the whole history by everyone in the part. */
      revenuePerCustomer: z.number().nullable(),
      repeatShare: share.nullable(),
      /** From month to month, over the typical month. */
      strictRetention: share.nullable(),
      /** Findings, the strongest first. */
      affinities: z.array(z.strictObject({ category: z.string(), lift: z.number() })),
    }),
  ),
});

/** Whether customers stay from month to month; complete months only, oldest first. */
const retention = z.strictObject({
  /** The last twelve complete months together. */
  typical: z.strictObject({ strict: share, formula: z.number() }).nullable(),
  months: z.array(
    z.strictObject({
      month: z.string(),
      active: count,
      newcomers: count,
      reactivated: count,
      churned: count,
      strict: share.nullable(),
      formula: z.number().nullable(),
      quickRatio: z.number().nullable(),
    }),
  ),
});

/** The group that lies behind the base by more than chance and has most to gain. */
const lagging = z.strictObject({
  structure: z.string(),
  title: z.string(),
  value: z.number(),
  /** Change of the base's value if the group came up to it. */
  gain: z.number(),
});

/** What moves the figures that people steer by, and where they would move most. */
const levers = z.strictObject({
  metrics: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      unit: metricUnit,
      value: z.number(),
      levers: z.array(z.string()),
      part: lagging.nullable(),
      segment: lagging.nullable(),
    }),
  ),
  /** Titles of the structures whose parts were compared, and of those that are behind by definition. */
  compared: z.array(z.string()),
  leftOut: z.array(z.string()),
});

/** A stage of the run, as in its manifest. */
const stage = z.strictObject({
  name: z.string(),
  status: z.enum(["done", "refused", "failed", "skipped"]),
  /** Why it was not done. */
  reason: z.string().optional(),
  rowsIn: count.optional(),
  rowsOut: count.optional(),
  warnings: z.array(z.string()),
});

/** Which model is in use, and how the one of this run stands to it. */
const championship = z.strictObject({
  decision: z.enum(["none", "first", "promoted", "kept", "withheld"]),
  provisional: z.boolean(),
  /** When the model in use was fitted. */
  usedAsOf: date,
  reasons: z.array(text),
  /** Null where there was no champion. */
  comparison: z
    .strictObject({
      /** Adjusted Rand index on the same customers, with its 5 % quantile over bootstraps. */
      ari: z.number(),
      lo: z.number(),
      /** Share of the customers who are in the same segment by both. */
      sameId: z.number(),
      /** Of the fitted model. */
      segments: z.array(
        z.strictObject({
          id: z.string(),
          origin: z.enum(["kept", "split", "born"]),
          from: z.string().nullable(),
          inDoubt: z.boolean(),
        }),
      ),
      /** Of the champion, that the fitted model does not have. */
      lost: z.array(z.strictObject({ id: z.string(), into: z.string().nullable() })),
    })
    .nullable(),
});

/**
 * Everything the report shows, and what `report.json` holds: results of one run as plain figures, without customer ids,
 * durations or the clock, so that the same run gives the same bytes.
 */
export const reportModel = z.strictObject({
  schemaVersion: z.literal(1),
  /** Of every plain text in here; texts of the engine's other files carry all languages. */
  language,
  run: z.strictObject({
    project: z.string(),
    asOf: date,
    runId: z.string(),
    version: z.string(),
    timezone: z.string(),
    seed: count,
    backend: z.string(),
    configSha256: z.string(),
    model: z.string(),
    /** Of the last window; `until` is not in it. */
    lookback: z.strictObject({ from: date, until: date }),
  }),
  /** ISO 4217 code, and how many digits its amounts are written with. */
  currency: z.strictObject({ code: z.string(), digits: z.int().min(0).max(4) }),
  verdict: z.strictObject({
    grade: reportVerdict,
    /** The grade in words. */
    word: z.string(),
    /** Whole sentences, the most important first. */
    sentences: z.array(z.string()),
  }),
  inputs: z.array(inputTable),
  kpis: z.strictObject({
    /** Everyone in the base. */
    known: count,
    history: figures,
    /** Oldest first; `month` is `2025-11`. A month may be cut short by as-of. */
    months: z.array(z.strictObject({ month: z.string(), figures })),
  }),
  /** Features, and the levels of those that are categories. */
  features: z.array(
    z.strictObject({ name: z.string(), title: z.string(), level: z.string().nullable(), unit: z.string() }),
  ),
  segments: z.array(segment),
  /** Customers in the reserved states. */
  unclustered: z.array(z.strictObject({ id: z.string(), size: count })),
  /** Null with fewer than two components. */
  map: componentMap.nullable(),
  /** Ids of the segments, then of the reserved states. */
  states: z.array(z.string()),
  /** Oldest first. */
  windows: z.array(windowSizes),
  championship,
  /** Why there are as many segments as there are. */
  choice: segmentCount,
  stability: stabilityCertificate,
  transitions,
  outlook,
  activity: activityEvidence,
  assumptions: z.union([markovEvidence, z.strictObject({ status: z.literal("refused"), reason: text })]),
  rules,
  nextSegments,
  ltv: ltvEvaluation,
  structures: z.array(structure),
  refusedStructures: z.array(z.strictObject({ title: z.string(), reason: z.string() })),
  retention,
  levers,
  acquisition: acquisitionResult,
  market: marketResult,
  stages: z.array(stage),
});
export type ReportModel = z.output<typeof reportModel>;
export type ReportSegment = ReportModel["segments"][number];
export type ReportFigures = z.output<typeof figures>;
