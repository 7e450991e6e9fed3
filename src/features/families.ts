import { behaviour } from "./behaviour.ts";
import { channel } from "./channel.ts";
import { demographics } from "./demographics.ts";
import type { Family } from "./family.ts";
import { feedback } from "./feedback.ts";
import { frequency } from "./frequency.ts";
import { monetary } from "./monetary.ts";
import { onsite } from "./onsite.ts";
import { pricing } from "./pricing.ts";
import { psychographics } from "./psychographics.ts";
import { recency } from "./recency.ts";
import { response } from "./response.ts";

/** Every family there is, in the order of documents and tables. A new family is a file and a line here. */
export const families: readonly Family[] = [
  recency,
  frequency,
  monetary,
  pricing,
  behaviour,
  onsite,
  feedback,
  demographics,
  psychographics,
  channel,
  response,
];
