/** Who the customers are outside the shop; it says nothing about how they buy. */
export interface Demography {
  /** Age at registration: normal, cut off at the ends of the range. */
  readonly age: { readonly mean: number; readonly sd: number; readonly range: readonly [number, number] };
  readonly sexes: readonly { readonly sex: string; readonly share: number }[];
  readonly places: readonly Place[];
  /** Share of customers who did not tell. */
  readonly unknown: { readonly birthDate: number; readonly sex: number; readonly city: number };
}

/** A city in its region and country (ISO 3166 code); weights need not sum to 1. */
export interface Place {
  readonly country: string;
  readonly region: string;
  readonly city: string;
  readonly weight: number;
  /** The zone of its climate, and the share of its customers who live in town; of the others, half live in the country. */
  readonly climate: string;
  readonly urban: number;
}

export const centralEurope: Demography = {
  age: { mean: 41, sd: 14, range: [18, 88] },
  sexes: [
    { sex: "female", share: 0.54 },
    { sex: "male", share: 0.44 },
    { sex: "other", share: 0.02 },
  ],
  places: [
    { country: "DE", region: "Berlin", city: "Berlin", weight: 18, climate: "temperate", urban: 0.8 },
    { country: "DE", region: "Hamburg", city: "Hamburg", weight: 10, climate: "oceanic", urban: 0.78 },
    { country: "DE", region: "Bayern", city: "München", weight: 11, climate: "temperate", urban: 0.75 },
    { country: "DE", region: "Bayern", city: "Nürnberg", weight: 4, climate: "temperate", urban: 0.6 },
    { country: "DE", region: "Nordrhein-Westfalen", city: "Köln", weight: 9, climate: "oceanic", urban: 0.75 },
    { country: "DE", region: "Nordrhein-Westfalen", city: "Dortmund", weight: 5, climate: "oceanic", urban: 0.65 },
    { country: "DE", region: "Hessen", city: "Frankfurt am Main", weight: 7, climate: "temperate", urban: 0.7 },
    { country: "DE", region: "Sachsen", city: "Leipzig", weight: 5, climate: "temperate", urban: 0.65 },
    { country: "AT", region: "Wien", city: "Wien", weight: 8, climate: "temperate", urban: 0.8 },
    { country: "AT", region: "Steiermark", city: "Graz", weight: 2, climate: "alpine", urban: 0.5 },
    { country: "CH", region: "Zürich", city: "Zürich", weight: 4, climate: "alpine", urban: 0.6 },
    { country: "NL", region: "Noord-Holland", city: "Amsterdam", weight: 5, climate: "oceanic", urban: 0.75 },
    { country: "PL", region: "Mazowieckie", city: "Warszawa", weight: 6, climate: "continental", urban: 0.75 },
    { country: "CZ", region: "Praha", city: "Praha", weight: 4, climate: "continental", urban: 0.75 },
    { country: "FR", region: "Grand Est", city: "Strasbourg", weight: 2, climate: "temperate", urban: 0.55 },
  ],
  unknown: { birthDate: 0.08, sex: 0.05, city: 0.04 },
};
