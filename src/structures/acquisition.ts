import { ofCategory } from "./category-structure.ts";
import type { Offer } from "./offer.ts";

/** Where customers came from. */
export const acquisition: readonly Offer[] = [
  ofCategory("acquisition", "acquisition", "acquisition_channel", "Acquisition channel", "Канал привлечения"),
  ofCategory("acquisition", "acquisition_source", "acquisition_source", "Acquisition source", "Источник привлечения"),
];
