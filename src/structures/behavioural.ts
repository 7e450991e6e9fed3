import { levelParts } from "./level-titles.ts";
import type { Offer, StructureContext } from "./offer.ts";
import { rfmGrid } from "./rfm-grid.ts";
import { firstThatHolds, type Part, unknownPart } from "./structure.ts";
import { resolveThreshold } from "./threshold.ts";

const noOrders: Part = { key: "no_orders", title: { en: "no orders", ru: "без заказов" } };
const noOrdersCase = { ...noOrders, where: "orders = 0" };

/** How often and how much at a time: frequent small baskets want a bonus, big sums a personal treatment. */
const basket: Offer = (context) => {
  const { config, dialect, facts, moneyUnits } = context;
  const name = {
    id: "behavioural",
    kind: "behavioural",
    title: { en: "Frequency and basket", ru: "Частота и чек" },
    definition: {
      en: `Often: more orders than ${said(config.behavioural.often, "en")}. Big: an average order above ${said(config.behavioural.bigBasket, "en")}. Both over the whole past.`,
      ru: `Часто: заказов больше, чем ${said(config.behavioural.often, "ru")}. Крупный чек: средний чек выше, чем ${said(config.behavioural.bigBasket, "ru")}. За всю историю.`,
    },
  } as const;
  const averages = averageOrders(context);
  if (averages === undefined) {
    return { ...name, refused: { en: "there are no orders with amounts", ru: "нет заказов с суммами" } };
  }
  const orders = (facts.get("orders")?.values ?? new Float64Array(0)).map((n) => (n > 0 ? n : Number.NaN));
  const often = resolveThreshold(config.behavioural.often, orders);
  const big = resolveThreshold(config.behavioural.bigBasket, averages);
  if (Number.isNaN(often)) return { ...name, refused: { en: "nobody has ordered", ru: "заказов ещё не было" } };
  const isOften = `orders > ${dialect.double(often)}`;
  // Money units are whole numbers, so that an average on the edge is not moved over it by a division.
  const isBig = `gross > orders * ${dialect.double(big * moneyUnits)}`;
  return {
    ...name,
    ...firstThatHolds(
      [
        noOrdersCase,
        { key: "often_big", title: { en: "often, big", ru: "часто и много" }, where: `${isOften} AND ${isBig}` },
        { key: "often_small", title: { en: "often, small", ru: "часто, но понемногу" }, where: isOften },
        { key: "seldom_big", title: { en: "seldom, big", ru: "редко, но много" }, where: isBig },
        { key: "seldom_small", title: { en: "seldom, small", ru: "редко и понемногу" }, where: "orders > 0" },
      ],
      unknownPart,
    ),
  };
};

const products: Offer = ({ categories, facts }) => {
  const name = {
    id: "behavioural_products",
    kind: "behavioural",
    title: { en: "Kind of product", ru: "Вид товаров" },
    definition: {
      en: "The category with most money over the whole past; of equal ones the one most bought by everybody.",
      ru: "Категория с наибольшими тратами за всю историю; из равных — более популярная у всех.",
    },
  } as const;
  if (categories.length === 0) {
    return { ...name, refused: { en: "purchases have no category", ru: "у покупок нет категорий" } };
  }
  const amounts = categories.map((_, j) => `category_${j}`);
  const most = amounts.length === 1 ? amounts[0] : `greatest(${amounts.join(", ")})`;
  const favourites = levelParts(categories).map((part, j) => ({
    ...part,
    isTaste: true as const,
    where: `${amounts[j]} > 0 AND ${amounts[j]} = ${most}`,
  }));
  const none = facts.has("orders") ? [noOrdersCase] : [];
  return { ...name, ...firstThatHolds([...favourites, ...none], unknownPart) };
};

const mailings: Offer = ({ facts }) => {
  const name = {
    id: "behavioural_mailings",
    kind: "behavioural",
    title: { en: "Response to mailings", ru: "Реакция на рассылки" },
    definition: {
      en: "The strongest answer ever given to a message: bought, clicked, opened, none; or never contacted.",
      ru: "Самый сильный отклик на сообщения за всё время: купил, перешёл, открыл, без отклика; или не получал сообщений.",
    },
  } as const;
  if (!facts.has("sent")) {
    return { ...name, refused: { en: "there are no contacts", ru: "нет контактов" } };
  }
  return {
    ...name,
    ...firstThatHolds(
      [
        { key: "not_contacted", title: { en: "not contacted", ru: "не получали" }, where: "sent = 0" },
        { key: "buys", title: { en: "buys", ru: "покупают" }, where: "converted > 0" },
        { key: "clicks", title: { en: "clicks", ru: "переходят" }, where: "clicked > 0" },
        { key: "opens", title: { en: "opens", ru: "открывают" }, where: "opened > 0" },
      ],
      { key: "silent", title: { en: "no answer", ru: "не откликаются" } },
    ),
  };
};

const promotions: Offer = ({ facts }) => {
  const name = {
    id: "behavioural_promotions",
    kind: "behavioural",
    title: { en: "Response to promotions", ru: "Реакция на акции" },
    definition: {
      en: "Share of purchases at a discount, or of orders with a coupon: none, less than half, half or more.",
      ru: "Доля покупок со скидкой или заказов с купоном: нет, меньше половины, половина и больше.",
    },
  } as const;
  const [used, of] = facts.has("priced_lines") ? ["discount_lines", "priced_lines"] : ["coupons", "orders"];
  if (!facts.has(used) || !facts.has(of)) {
    return { ...name, refused: { en: "there are neither discounts nor coupons", ru: "нет ни скидок, ни купонов" } };
  }
  return {
    ...name,
    ...firstThatHolds(
      [
        noOrdersCase,
        {
          key: "mostly",
          title: { en: "mostly on promotion", ru: "в основном по акциям" },
          where: `${of} > 0 AND 2 * ${used} >= ${of}`,
        },
        { key: "sometimes", title: { en: "sometimes", ru: "иногда" }, where: `${of} > 0 AND ${used} > 0` },
        { key: "full_price", title: { en: "full price", ru: "по полной цене" }, where: `${of} > 0` },
      ],
      unknownPart,
    ),
  };
};

const site: Offer = ({ config, facts, until }) => {
  const { siteDays } = config.behavioural;
  const name = {
    id: "behavioural_site",
    kind: "behavioural",
    title: { en: "Activity on the site", ru: "Активность на сайте" },
    definition: {
      en: `Active: a visit in the last ${siteDays} days; earlier: visits, but none since; never: no visit known.`,
      ru: `Активны: визит за последние ${siteDays} дн.; раньше: визиты были, но давно; никогда: визитов не видно.`,
    },
  } as const;
  if (!facts.has("last_visit")) return { ...name, refused: { en: "there are no visits", ru: "нет визитов" } };
  return {
    ...name,
    ...firstThatHolds(
      [
        { key: "active", title: { en: "active", ru: "активны" }, where: `${until} - last_visit <= ${siteDays}` },
        { key: "earlier", title: { en: "earlier", ru: "раньше" }, where: "last_visit IS NOT NULL" },
      ],
      { key: "never", title: { en: "never", ru: "никогда" } },
    ),
  };
};

export const behavioural: readonly Offer[] = [basket, products, mailings, promotions, site, rfmGrid];

/** Gross revenue by order in units of the currency, NaN without an order; undefined where nothing tells it. */
function averageOrders({ facts, moneyUnits }: StructureContext): Float64Array | undefined {
  const [orders, gross] = ["orders", "gross"].map((fact) => facts.get(fact)?.values);
  if (orders === undefined || gross === undefined) return undefined;
  return gross.map((money, i) => (orders[i] > 0 ? money / moneyUnits / orders[i] : Number.NaN));
}

function said(threshold: number | string, language: "en" | "ru"): string {
  if (typeof threshold === "number") return String(threshold);
  const percent = threshold.slice(1);
  return language === "en"
    ? `the ${percent}th percentile of the customers with an order`
    : `${percent}-й процентиль клиентов с заказом`;
}
