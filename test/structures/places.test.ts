import { describe, expect, it } from "vitest";
import { findPlaces } from "../../src/structures/places.ts";
import { gazetteerOf, geoNames, line } from "./gazetteers.ts";

const anywhere = (cities: readonly string[]) => cities.map((city) => ({ country: null, city }));
const inCountry = (country: string, cities: readonly string[]) => cities.map((city) => ({ country, city }));

describe("findPlaces in the places of GeoNames", () => {
  it("agrees with an atlas", async () => {
    const atlas = [
      ["GB", "London", 51.51, -0.13],
      ["FR", "Париж", 48.86, 2.35],
      ["DE", "München", 48.14, 11.58],
      ["DE", "Koeln", 50.94, 6.96],
      ["IT", "Roma", 41.9, 12.5],
      ["DK", "København", 55.68, 12.57],
      ["RU", "Москва", 55.76, 37.62],
      ["US", "New York, NY", 40.71, -74.01],
      ["US", "St. Louis", 38.63, -90.2],
      ["JP", "東京", 35.68, 139.69],
      ["AU", "Sydney", -33.87, 151.21],
      ["EG", "القاهرة", 30.04, 31.24],
      ["BR", "Сан-Паулу", -23.55, -46.63],
      ["ZA", "Cape Town", -33.92, 18.42],
      ["IN", "Bombay", 19.08, 72.88],
      ["IS", "Reykjavik", 64.15, -21.94],
    ] as const;
    const places = await findPlaces(
      atlas.map(([country, city]) => ({ country, city })),
      geoNames,
    );
    for (const [i, [country, city, latitude, longitude]] of atlas.entries()) {
      expect(places[i]?.country, city).toBe(country);
      expect(Math.abs((places[i]?.latitude ?? Number.NaN) - latitude), city).toBeLessThan(0.2);
      expect(Math.abs((places[i]?.longitude ?? Number.NaN) - longitude), city).toBeLessThan(0.2);
    }
  });

  it("finds the larger Russian cities under the names they have in Russian", async () => {
    const expected = {
      ...{ Москва: "Moscow", "Санкт-Петербург": "Saint Petersburg", Новосибирск: "Novosibirsk" },
      ...{ Екатеринбург: "Yekaterinburg", Казань: "Kazan", "Нижний Новгород": "Nizhniy Novgorod" },
      ...{ Челябинск: "Chelyabinsk", Красноярск: "Krasnoyarsk", Самара: "Samara", Уфа: "Ufa", Омск: "Omsk" },
      ...{ "Ростов-на-Дону": "Rostov-na-Donu", Краснодар: "Krasnodar", Воронеж: "Voronezh", Пермь: "Perm" },
      ...{ Волгоград: "Volgograd", Саратов: "Saratov", Тюмень: "Tyumen", Тольятти: "Tolyatti", Тула: "Tula" },
      ...{ Барнаул: "Barnaul", Махачкала: "Makhachkala", Ижевск: "Izhevsk", Хабаровск: "Khabarovsk" },
      ...{ Ульяновск: "Ulyanovsk", Иркутск: "Irkutsk", Владивосток: "Vladivostok", Ярославль: "Yaroslavl" },
      ...{ Томск: "Tomsk", Ставрополь: "Stavropol’", Кемерово: "Kemerovo", Оренбург: "Orenburg", Орёл: "Orël" },
      ...{ "Набережные Челны": "Naberezhnyye Chelny", Рязань: "Ryazan’", Киров: "Kirov", Королёв: "Korolev" },
      ...{ "Йошкар-Ола": "Yoshkar-Ola", "Улан-Удэ": "Ulan-Ude", Кузнецк: "Kuznetsk", Мурманск: "Murmansk" },
      ...{
        "г. Москва": "Moscow",
        "САНКТ ПЕТЕРБУРГ": "Saint Petersburg",
        СПб: "Saint Petersburg",
        Екб: "Yekaterinburg",
      },
      ...{ "Н. Новгород": "Nizhniy Novgorod", "Ростов-н/Д": "Rostov-na-Donu", Горький: "Nizhniy Novgorod" },
    };
    const places = await findPlaces(inCountry("RU", Object.keys(expected)), geoNames);
    const found = Object.keys(expected).map((city, i) => [city, places[i]?.name]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it("takes the city that is best known by a name where the country is not told", async () => {
    const expected = {
      ...{ Минск: "BY", "Алма-Ата": "KZ", Київ: "UA", Тбилиси: "GE", Лондон: "GB", Вена: "AT", Moscow: "RU" },
      ...{ Roma: "IT", Porto: "PT", Parma: "IT", Zaragoza: "ES", "St. Petersburg": "RU", Birmingham: "GB" },
    };
    const places = await findPlaces(anywhere(Object.keys(expected)), geoNames);
    const found = Object.keys(expected).map((city, i) => [city, places[i]?.country]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});

describe("findPlaces", () => {
  const gazetteer = gazetteerOf([
    line({ name: "London", country: "CA", latitude: 43, population: 346_765 }),
    line({ name: "London", country: "GB", latitude: 51.5, population: 8_961_989 }),
    line({ name: "London", country: "US", latitude: 37.1, population: 8_126 }),
    line({ name: "London", country: "US", latitude: 39.9, population: 10_060 }),
    line({ name: "Tolyatti", country: "RU", latitude: 53.5, population: 702_879, others: "Ставрополь,Тольятти" }),
    line({ name: "Stavropol’", country: "RU", latitude: 45, population: 433_931, others: "Ставрополь" }),
    line({ name: "Douglas", country: "IM", latitude: 54.2, population: 26_218, otherCountries: "GB" }),
    line({ name: "Twin", country: "DE", latitude: 50, population: 0 }),
    line({ name: "Twin", country: "DE", latitude: 51, population: 0 }),
  ]);
  const latitudes = async (queries: Parameters<typeof findPlaces>[0]) =>
    (await findPlaces(queries, gazetteer)).map((place) => place?.latitude);

  it("lets the country decide between places of one name, then the population", async () => {
    const of = (country: string | null) => ({ country, city: "London" });
    expect(await latitudes([of("CA"), of(null), of("US"), of("GB"), of("CA")])).toEqual([43, 51.5, 39.9, 51.5, 43]);
  });

  it("does not look across the border", async () => {
    expect(await latitudes([...inCountry("FR", ["London"]), ...inCountry("US", ["Тольятти"])])).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("prefers the city that has the name to a larger one that had it", async () => {
    expect(await latitudes(inCountry("RU", ["Ставрополь", "Тольятти", "Stavropol"]))).toEqual([45, 53.5, 45]);
  });

  it("finds places of a territory in the country it is counted to", async () => {
    expect(await latitudes([...inCountry("GB", ["Douglas"]), ...inCountry("IM", ["Douglas"])])).toEqual([54.2, 54.2]);
  });

  it("takes the first of places that nothing tells apart", async () => {
    expect(await latitudes(anywhere(["Twin"]))).toEqual([50]);
  });

  it("answers for every query in its order, and knows nothing of those without a city", async () => {
    const queries = [{ country: "GB", city: null }, ...anywhere(["", "?", "Atlantis", "london"])];
    expect(await latitudes(queries)).toEqual([undefined, undefined, undefined, undefined, 51.5]);
  });

  it("does not open the gazetteer when there is no city to look up", async () => {
    const unopened = () => {
      throw new Error("opened");
    };
    expect(await findPlaces([{ country: "GB", city: null }, ...anywhere(["..."])], unopened)).toEqual([
      undefined,
      undefined,
    ]);
  });
});
