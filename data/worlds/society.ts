/** What people are outside the shop beyond age, sex and place: drawn for whole bases (`--tables all`) only. */
export interface Society {
  /** Schooling, least first, with its share and what it multiplies the income of a profession by. */
  readonly educations: readonly { readonly name: string; readonly share: number; readonly earns: number }[];
  /** Open to ages from … up to, not including, …; every age from 18 on must find one. Median income of a year. */
  readonly professions: readonly Profession[];
  /** Standard deviation of the log income among people of one profession and education. */
  readonly incomeLogSd: number;
  /** People tell their income in multiples of this. */
  readonly incomeRounding: number;
  /** Tags, each more likely for those whose favourite category it belongs to (null: nobody in particular). */
  readonly interests: readonly { readonly name: string; readonly category: string | null }[];
  /** Tags, each more likely for those who come as one of the archetypes. */
  readonly values: readonly { readonly name: string; readonly archetypes: readonly string[] }[];
  /** By acquisition channel: where exactly, with shares. */
  readonly sources: Readonly<Record<string, readonly { readonly name: string; readonly share: number }[]>>;
  /** Share of customers who are businesses: without education, profession, family and tags. */
  readonly businessShare: number;
  /** Share who agree to be called or written to. */
  readonly consent: { readonly phone: number; readonly post: number };
  /** Share of customers who did not tell. */
  readonly unknown: {
    readonly education: number;
    readonly profession: number;
    readonly income: number;
    readonly family: number;
    readonly interests: number;
    readonly preferredChannel: number;
  };
}

export interface Profession {
  readonly name: string;
  readonly share: number;
  readonly ages: readonly [number, number];
  readonly income: number;
}

/** At most so many interests and so many values: their sets are kept as the bits of a whole number. */
export const mostTags = 30;

/** Family life by age: shares of married, partnered, single, divorced, widowed, and mean number of children at home. */
export const families: readonly {
  readonly until: number;
  readonly shares: readonly number[];
  readonly children: number;
}[] = [
  { until: 25, shares: [0.05, 0.25, 0.69, 0.01, 0], children: 0.08 },
  { until: 35, shares: [0.38, 0.27, 0.3, 0.05, 0], children: 0.7 },
  { until: 50, shares: [0.58, 0.14, 0.14, 0.13, 0.01], children: 1.3 },
  { until: 65, shares: [0.6, 0.08, 0.1, 0.18, 0.04], children: 0.35 },
  { until: 200, shares: [0.55, 0.04, 0.07, 0.12, 0.22], children: 0.02 },
];
export const familyStatuses = ["married", "partnered", "single", "divorced", "widowed"] as const;
export const areaTypes = ["urban", "suburban", "rural"] as const;
export const preferredChannels = ["email", "sms", "push", "phone", "post"] as const;

export const europeanSociety: Society = {
  educations: [
    { name: "secondary", share: 0.3, earns: 0.82 },
    { name: "vocational", share: 0.36, earns: 0.95 },
    { name: "bachelor", share: 0.19, earns: 1.15 },
    { name: "master", share: 0.13, earns: 1.35 },
    { name: "doctorate", share: 0.02, earns: 1.6 },
  ],
  professions: [
    { name: "student", share: 0.6, ages: [18, 26], income: 9_000 },
    { name: "office clerk", share: 0.16, ages: [20, 67], income: 34_000 },
    { name: "sales assistant", share: 0.11, ages: [18, 67], income: 27_000 },
    { name: "engineer", share: 0.1, ages: [24, 67], income: 58_000 },
    { name: "teacher", share: 0.07, ages: [24, 67], income: 46_000 },
    { name: "nurse", share: 0.07, ages: [21, 67], income: 38_000 },
    { name: "craftsperson", share: 0.12, ages: [18, 67], income: 35_000 },
    { name: "driver", share: 0.06, ages: [21, 67], income: 30_000 },
    { name: "software developer", share: 0.07, ages: [21, 67], income: 62_000 },
    { name: "manager", share: 0.08, ages: [28, 67], income: 76_000 },
    { name: "self-employed", share: 0.08, ages: [25, 72], income: 42_000 },
    { name: "homemaker", share: 0.06, ages: [22, 75], income: 7_000 },
    { name: "pensioner", share: 2.5, ages: [63, 200], income: 20_000 },
  ],
  incomeLogSd: 0.3,
  incomeRounding: 500,
  interests: [
    { name: "cooking", category: "grocery" },
    { name: "wine", category: "grocery" },
    { name: "skin care", category: "beauty" },
    { name: "gardening", category: "home" },
    { name: "interior design", category: "home" },
    { name: "gadgets", category: "electronics" },
    { name: "gaming", category: "electronics" },
    { name: "fashion", category: "fashion" },
    { name: "running", category: "sport" },
    { name: "football", category: "sport" },
    { name: "parenting", category: "toys" },
    { name: "reading", category: "books" },
    { name: "travel", category: null },
    { name: "music", category: null },
    { name: "pets", category: null },
  ],
  values: [
    { name: "thrift", archetypes: ["deal_hunter"] },
    { name: "quality", archetypes: ["champion", "big_ticket"] },
    { name: "convenience", archetypes: ["champion", "steady"] },
    { name: "family", archetypes: ["steady"] },
    { name: "status", archetypes: ["big_ticket"] },
    { name: "independence", archetypes: ["casual", "lapsed"] },
    { name: "sustainability", archetypes: [] },
    { name: "tradition", archetypes: [] },
  ],
  sources: {
    organic: [
      { name: "direct", share: 0.7 },
      { name: "blog", share: 0.3 },
    ],
    search: [
      { name: "google", share: 0.82 },
      { name: "bing", share: 0.12 },
      { name: "ecosia", share: 0.06 },
    ],
    social: [
      { name: "instagram", share: 0.45 },
      { name: "facebook", share: 0.3 },
      { name: "tiktok", share: 0.25 },
    ],
    referral: [{ name: "friend", share: 1 }],
    affiliate: [
      { name: "cashback portal", share: 0.6 },
      { name: "price comparison", share: 0.4 },
    ],
    offline: [
      { name: "store", share: 0.6 },
      { name: "flyer", share: 0.4 },
    ],
  },
  businessShare: 0.04,
  consent: { phone: 0.25, post: 0.4 },
  unknown: { education: 0.12, profession: 0.15, income: 0.3, family: 0.1, interests: 0.2, preferredChannel: 0.45 },
};
