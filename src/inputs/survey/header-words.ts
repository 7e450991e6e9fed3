import type { TableName } from "../columns.ts";

/**
 * Usual headers of canonical columns, as words in lower case (see {@link headerWords}), English and Russian. A column
 * that is called otherwise in one table than in the others has an entry `table.column`.
 */
const usualHeaders: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    customer_id:
      "customer id|id|customer|customer no|customer number|customer code|cust id|cust|client id|client|user id|user|buyer id|buyer|member id|member|contact key|subscriber id|household key|card no|card number|loyalty id|id клиента|клиент|код клиента|номер клиента|покупатель|id покупателя|карта|номер карты",
    ts: "ts|date|datetime|timestamp|time|order date|invoice date|purchase date|transaction date|sale date|sales date|created at|ordered at|paid at|order time|order purchase timestamp|purchase timestamp|event time|sent at|visit date|day|at|дата|дата заказа|дата покупки|дата чека|дата и время|время",
    order_id:
      "order id|order|order no|order number|invoice|invoice no|invoice id|invoice number|receipt|receipt id|receipt no|bill|bill id|bill no|transaction id|transaction|basket id|check id|ticket|заказ|номер заказа|id заказа|чек|номер чека",
    product_id:
      "product id|product|product code|sku|stock code|item id|item|item code|article|article id|upc|артикул|товар|код товара|id товара",
    category: "category|product category|category name|department|product group|категория|категория товара|группа",
    brand: "brand|brand name|manufacturer|бренд|марка",
    name: "name|product name|description|title|item name|название|наименование",
    quantity: "quantity|qty|units|quantity sold|pieces|items|number of items|number of cds|количество|кол во|кол",
    unit_price: "unit price|price|item price|price per unit|unit cost price|цена|цена за единицу",
    amount:
      "amount|total|total amount|order total|sales|sale amount|revenue|sum|value|order value|dollar value|dollars|payment|payment value|net amount|gross amount|price paid|spend|сумма|стоимость|итого|выручка|сумма заказа",
    "costs.amount": "amount|cost|costs|spend|total cost|budget|сумма|расход|расходы",
    discount_amount: "discount amount|discount|скидка|сумма скидки",
    cost_amount: "cost amount|total cost|cogs|cost of goods|purchase cost|себестоимость",
    coupon_id: "coupon id|coupon|coupon code|promo code|voucher|промокод|купон",
    currency: "currency|currency code|валюта",
    channel: "channel|sales channel|contact channel|medium|канал|канал продаж",
    status: "status|order status|state|статус",
    kind: "kind|transaction type|event type|feedback type|type|тип",
    received_at: "received at|loaded at|ingested at",
    saved_at: "saved at|updated at|modified at|last modified",
    registered_at:
      "registered at|registration date|registered|signup date|sign up date|signed up at|join date|joined|joined at|member since|customer since|enrollment date|enrolment date|dt customer|created at|first seen|дата регистрации|зарегистрирован",
    birth_date: "birth date|date of birth|dob|birthday|birthdate|дата рождения|день рождения",
    birth_year: "birth year|year birth|year of birth|yob|год рождения",
    age: "age|age band|age group|age range|возраст|возрастная группа",
    age_as_of: "age as of",
    sex: "sex|gender|пол",
    country: "country|country code|country name|страна",
    region: "region|state|province|county|регион|область|край",
    city: "city|town|location city|город",
    area_type: "area type|area|zip code|zip area|urbanity|settlement type|тип местности",
    climate_zone: "climate zone|climate|климатическая зона|климат",
    income: "income|annual income|yearly income|household income|income band|salary|доход|зарплата",
    income_currency: "income currency",
    income_period: "income period",
    family_status: "family status|marital status|marital|married|семейное положение|семья",
    children: "children|number of children|kids|kidhome|teenhome|дети|детей|количество детей",
    household_size: "household size|family size|household|размер семьи",
    education: "education|education level|образование",
    profession: "profession|occupation|job|job title|профессия|должность",
    interests: "interests|interest|hobbies|hobby|интересы|увлечения",
    personal_values: "personal values|values|ценности",
    acquisition_channel: "acquisition channel|acquired via|signup channel|registration channel|канал привлечения",
    acquisition_source: "acquisition source|source|referrer|utm source|источник|источник привлечения",
    customer_type: "customer type|client type|b2b|тип клиента",
    preferred_channel: "preferred channel|channel|предпочитаемый канал|канал",
    consent_email: "consent email|email consent|email opt in|email permission|accepts email|согласие email",
    consent_sms: "consent sms|sms consent|sms opt in|согласие sms|согласие смс",
    consent_push: "consent push|push consent|push opt in|согласие push",
    consent_phone: "consent phone|phone consent|phone opt in|согласие звонки",
    consent_post: "consent post|post consent|mail consent|согласие почта",
    valid_from: "valid from|effective from|действует с",
    contact_id: "contact id|message id|id сообщения",
    campaign_id: "campaign id|campaign|campaign name|mailing id|mailing|кампания|рассылка",
    arm: "arm|treatment|test group|experiment group|variant|segment|group|группа",
    delivered: "delivered|is delivered|доставлено",
    opened: "opened|open|is opened|opens|открыто",
    clicked: "clicked|click|is clicked|clicks|клик",
    visited: "visited|visit|visits",
    converted: "converted|conversion|response|purchased|bought|конверсия",
    unsubscribed: "unsubscribed|unsubscribe|opted out|отписка",
    revenue: "revenue|spend|sales|order revenue|выручка",
    cost: "cost|contact cost|unit cost|cost price|расход|себестоимость",
    anonymous_id: "anonymous id|visitor id|cookie id|device id|client cookie",
    session_id: "session id|session|visit id|сессия",
    event: "event|event name|event type|action|событие",
    source: "source|traffic source|utm source|источник",
    device: "device|device type|platform|устройство",
    duration_s: "duration s|duration|seconds|time on site|длительность",
    score: "score|rating|stars|review score|grade|nps|оценка|балл",
    scale_max: "scale max|max score|scale",
    period_start: "period start|start|from|start date|date from|week|month|начало|с",
    period_end: "period end|end|until|end date|date to|to|конец|по",
    as_of: "as of|snapshot date|calculated at|на дату",
    metric: "metric|measure|indicator|показатель",
    window_days: "window days|window",
    value: "value|metric value|значение",
    unit: "unit|единица",
    is_product: "is product|is good",
    price_index:
      "price index|competitor price index|competitors price index|competitor price level|price level|индекс цен|индекс цен конкурентов|уровень цен конкурентов",
    market_size: "market size|market volume|market value|total market|объём рынка|объем рынка|размер рынка",
    rate: "rate|exchange rate|fx rate|курс",
  }).map(([name, words]) => [name, words.split("|")]),
);

const every: ReadonlySet<string> = new Set([...usualHeaders].flatMap(([name, words]) => [headerWords(name), ...words]));

/**
 * A header as words in lower case: "CustomerID", "customer_id" and " Customer-Id " are all "customer id".
 */
export function headerWords(header: string): string {
  return header
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, " ")
    .trim();
}

/** Whether a text is a usual header of any column. */
export function isHeaderWord(text: string): boolean {
  return every.has(headerWords(text));
}

/**
 * How well a header names a canonical column: 1 when it is its name, 0.9 for a usual name of it, 0.6 when it begins or
 * ends with a usual name of two words or more, 0 otherwise.
 */
export function headerFit(table: TableName, column: string, header: string): number {
  const words = headerWords(header);
  if (words === headerWords(column)) return 1;
  const usual = usualHeaders.get(`${table}.${column}`) ?? usualHeaders.get(column) ?? [];
  if (usual.includes(words)) return 0.9;
  const part = usual.some((name) => name.includes(" ") && (words.startsWith(`${name} `) || words.endsWith(` ${name}`)));
  return part ? 0.6 : 0;
}
