import { levers } from "./levers.ts";
import type { Metric } from "./metric.ts";

const always = ["history", "month"] as const;
const all = ["history", "month", "typical_month"] as const;

/** Who buys how much. */
export const purchaseMetrics: readonly Metric[] = [
  {
    id: "known_customers",
    title: { en: "known customers", ru: "известные клиенты" },
    formula: {
      en: "everyone known before as-of, with or without an order",
      ru: "все, кто известен к дате расчёта, с заказами и без",
    },
    unit: "count",
    better: "more",
    levers: [levers.referral, levers.landing],
    calculation: { periods: ["history"], numerator: ({ known }) => known },
  },
  {
    id: "customers",
    title: { en: "customers", ru: "покупатели" },
    formula: { en: "customers with an order in the period", ru: "клиенты с заказом за период" },
    unit: "count",
    better: "more",
    levers: [levers.reminders, levers.reactivation, levers.referral],
    calculation: { periods: always, numerator: ({ customers }) => customers },
  },
  {
    id: "new_customers",
    title: { en: "new customers", ru: "новые покупатели" },
    formula: {
      en: "customers whose first order ever is in the period",
      ru: "клиенты, чей самый первый заказ пришёлся на период",
    },
    unit: "count",
    better: "more",
    levers: [levers.referral, levers.landing, levers.channels],
    calculation: { periods: always, numerator: ({ newcomers }) => newcomers },
  },
  {
    id: "orders",
    title: { en: "orders", ru: "заказы" },
    formula: { en: "orders begun in the period", ru: "заказы, начатые в этом периоде" },
    unit: "count",
    better: "more",
    levers: [levers.reminders, levers.loyaltyProgramme, levers.personalisation],
    calculation: { periods: always, numerator: ({ orders }) => orders },
  },
  {
    id: "orders_per_customer",
    title: { en: "orders per customer", ru: "заказов на покупателя" },
    formula: {
      en: "orders ÷ customers with an order in the period; a typical month counts a customer once for every month with an order",
      ru: "заказы ÷ клиенты с заказом за период; в типичном месяце клиент считается по разу за каждый месяц с заказом",
    },
    unit: "ratio",
    better: "more",
    levers: [levers.reminders, levers.loyaltyProgramme, levers.personalisation],
    calculation: {
      periods: all,
      numerator: ({ customerOrders }) => customerOrders,
      denominator: ({ customers }) => customers,
    },
  },
  {
    id: "repeat_share",
    title: { en: "share of repeat customers", ru: "доля повторных покупателей" },
    formula: {
      en: "customers with a second order ÷ customers with an order × 100 %, over the whole history",
      ru: "клиенты со вторым заказом ÷ клиенты с заказом × 100 %, за всю историю",
    },
    unit: "share",
    better: "more",
    levers: [levers.welcome, levers.loyaltyProgramme, levers.reminders],
    calculation: {
      periods: ["history"],
      numerator: ({ repeaters }) => repeaters,
      denominator: ({ customers }) => customers,
    },
  },
];
