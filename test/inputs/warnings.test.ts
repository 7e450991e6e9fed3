import { expect, it } from "vitest";
import { lines, stage } from "./staging.ts";

it("are said in both languages", async () => {
  const { tables } = await stage({
    files: {
      "tx.csv": lines(
        "customer_id,ts,amount,product_id",
        "ann,2024-01-01,10,p1",
        "bob,2024-01-02,10,p2",
        "cy,2024-01-02,10,p3",
        "1.23E+09,2024-01-02,10,",
        "1.23E+09,2024-01-03,10,",
        "4.5E+09,2024-01-03,10,",
      ),
      "products.csv": lines("product_id,category", "p1,toys"),
      "customers.csv": lines(
        "customer_id,sex,income,income_currency",
        "ann,f,1000,USD",
        "bob,tomato,1000,EUR",
        "di,tomato,1000,",
        "ed,apple,1000,EUR",
      ),
      "visits.csv": lines("customer_id,ts", "nobody,2024-01-02", "ann,2024-01-02", "nemo,2024-01-02"),
    },
    sources: {
      transactions: { path: "tx.csv" },
      products: { path: "products.csv" },
      customers: { path: "customers.csv" },
      visits: { path: "visits.csv" },
    },
  });
  expect(tables.warnings).toEqual([
    {
      en: "transactions: 2 rows name a product that is not in products; kept without it",
      ru: "транзакции: в 2 строках указан товар, которого нет в таблице товаров; он считается неизвестным",
    },
    {
      en: 'customers.sex: 3 rows hold a word that is not known ("tomato" 2, "apple" 1); read as unknown, declare it under synonyms if it means something',
      ru: "customers.sex: в 3 строках незнакомые слова («tomato» 2, «apple» 1); значение считается неизвестным; если слово что-то значит, объявите его в synonyms",
    },
    {
      en: "customers.income: 1 row is in another currency than EUR and without a rate; read as unknown",
      ru: "customers.income: 1 строка в другой валюте (не EUR) и без курса; доход считается неизвестным",
    },
    {
      en: "transactions: 3 rows carry customer ids that a spreadsheet rounded (such as 1.23E+09), which would have merged all their customers into 2; export the ids as text",
      ru: "транзакции: в 3 строках идентификаторы клиентов округлены электронной таблицей (например, 1.23E+09): все эти клиенты слились бы в 2 клиентов; выгрузите идентификаторы как текст",
    },
    {
      en: "visits: 2 rows name a customer who is in no other table; not used",
      ru: "визиты: в 2 строках указан клиент, которого нет в других таблицах; такие строки не используются",
    },
    {
      en: "customers: 1 customer of the transactions without a row; nothing else is known of them",
      ru: "клиенты: для 1 клиента из транзакций нет строки; больше о них ничего не известно",
    },
  ]);
});

it("name the words that are not known, most frequent first, and count the others", async () => {
  const words = ["a1", "b2", "c3", "d4", "e5", "f6", "g7"];
  const { tables } = await stage({
    files: { "customers.csv": lines("customer_id,sex", ...words.map((word, i) => `k${i},${word}`), "k7,g7") },
    sources: { customers: { path: "customers.csv" } },
  });
  expect(tables.warnings).toEqual([
    {
      en: 'customers.sex: 8 rows hold a word that is not known ("g7" 2, "a1" 1, "b2" 1, "c3" 1, "d4" 1, and 2 more); read as unknown, declare it under synonyms if it means something',
      ru: "customers.sex: в 8 строках незнакомые слова («g7» 2, «a1» 1, «b2» 1, «c3» 1, «d4» 1 и ещё 2); значение считается неизвестным; если слово что-то значит, объявите его в synonyms",
    },
  ]);
});

it("tell when there is no money, and when products cannot be looked up", async () => {
  const { tables } = await stage({
    files: {
      "tx.csv": lines("customer_id,ts", "ann,2024-01-01"),
      "products.csv": lines("product_id,category", "p1,toys"),
    },
    sources: { transactions: { path: "tx.csv" }, products: { path: "products.csv" } },
  });
  expect(tables.warnings).toEqual([
    {
      en: "products: the transactions have no product_id; the products are not used",
      ru: "товары: у транзакций нет product_id; товары не используются",
    },
    {
      en: "transactions: there is no amount, nor quantity and unit_price; nothing is said of money, and lifetime value is refused",
      ru: "транзакции: нет ни amount, ни quantity с unit_price; о деньгах ничего не сказано, LTV не рассчитан",
    },
  ]);
});

it("write amounts that move everybody's figures as each language does", async () => {
  const usual = Array.from({ length: 600 }, (_, i) => `k${i},2024-01-01,10`);
  const { tables } = await stage({
    files: {
      "tx.csv": lines("customer_id,ts,amount", ...usual, "ann,2024-01-02,1500.5", "ann,2024-01-03,-1500.5"),
    },
    sources: { transactions: { path: "tx.csv" } },
  });
  const plain = tables.warnings.map(({ en, ru }) => [en, ru].map((said) => said.replaceAll("\u00a0", " ")));
  // 1500.50 of 600 × 10 + 1500.50 is 20.0 %.
  expect(plain).toEqual([
    [
      "transactions: one row (tx.csv, row 602) holds 20.0% of all revenue, 1,500.50 EUR; it stays in, and money is compared on a logarithmic scale",
      "транзакции: одна строка (tx.csv, строка 602) даёт 20,0 % всей выручки, 1 500,50 EUR; она учтена, а деньги сравниваются в логарифмической шкале",
    ],
    [
      "transactions: a sale of 1,500.50 EUR (20.0% of all revenue) was taken back within a day; net money is not moved by it, gross money is",
      "транзакции: продажу на 1 500,50 EUR (20,0 % всей выручки) отменили в течение суток; на выручку за вычетом возвратов она не влияет, на выручку без вычета влияет",
    ],
  ]);
});
