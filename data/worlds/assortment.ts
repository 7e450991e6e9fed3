/** What the shop sells, beyond the categories the customers choose from: for whole bases (`--tables all`). */
export interface Assortment {
  /** Per category, in the world's order. */
  readonly shelves: readonly Shelf[];
  /** Products of each category; the first ones sell most. */
  readonly productsPerCategory: number;
  /** Share of discounted orders whose discount came from a coupon, and coupons going round in a month. */
  readonly couponShare: number;
  readonly couponsPerMonth: number;
  /** What postage is called in the list of products, where it is no product. */
  readonly postage: string;
}

/** Products of a category are named thing + brand; goods cost the shop a share of the price. */
export interface Shelf {
  readonly brands: readonly string[];
  readonly things: readonly string[];
  readonly costShare: number;
}

export const everydayAssortment: Assortment = {
  shelves: [
    { brands: ["Hofgut", "Bonmarkt", "Terra"], things: ["coffee", "pasta", "olive oil", "tea"], costShare: 0.76 },
    { brands: ["Lumea", "Sanft"], things: ["shampoo", "face cream", "perfume"], costShare: 0.48 },
    { brands: ["Nordholm", "Casa", "Werkhaus"], things: ["lamp", "blanket", "pan", "shelf"], costShare: 0.58 },
    { brands: ["Voltra", "Kibo", "Sonor"], things: ["headphones", "tablet", "speaker"], costShare: 0.83 },
    { brands: ["Marlo", "Anke", "Stilwerk"], things: ["shirt", "jeans", "coat", "shoes"], costShare: 0.45 },
    { brands: ["Gipfel", "Tempo"], things: ["running shoes", "yoga mat", "backpack"], costShare: 0.57 },
    { brands: ["Pingu", "Holzwurm"], things: ["puzzle", "building blocks", "doll"], costShare: 0.55 },
    { brands: ["Lindenverlag", "Atlas"], things: ["novel", "cookbook", "travel guide"], costShare: 0.65 },
  ],
  productsPerCategory: 12,
  couponShare: 0.4,
  couponsPerMonth: 3,
  postage: "postage",
};
