import type { Trouble } from "../trouble.ts";
import { absurdValues } from "./absurd-values.ts";
import { adjustmentLines } from "./adjustment-lines.ts";
import { amountsAbsent } from "./amounts-absent.ts";
import { bands } from "./bands.ts";
import { blankNumbers } from "./blank-numbers.ts";
import { byteOrderMark } from "./byte-order-mark.ts";
import { cancellationPrefix } from "./cancellation-prefix.ts";
import { cityPrefixes } from "./city-prefixes.ts";
import { commaRows } from "./comma-rows.ts";
import { constantColumns } from "./constant-columns.ts";
import { countryNames } from "./country-names.ts";
import { currencySigns } from "./currency-signs.ts";
import { cutGzip } from "./cut-gzip.ts";
import { datesDayMonthYear } from "./dates-day-month-year.ts";
import { datesMonthDayYear } from "./dates-month-day-year.ts";
import { datesNeverGuessed } from "./dates-never-guessed.ts";
import { datesPacked } from "./dates-packed.ts";
import { emptyCustomerIds } from "./empty-customer-ids.ts";
import { emptyFile } from "./empty-file.ts";
import { exactCopies } from "./exact-copies.ts";
import { feeLines } from "./fee-lines.ts";
import { freeLines } from "./free-lines.ts";
import { futureRows } from "./future-rows.ts";
import { giantCancelledOrder } from "./giant-cancelled-order.ts";
import { giantField } from "./giant-field.ts";
import { headerOnly } from "./header-only.ts";
import { idZero } from "./id-zero.ts";
import { incompleteLastPeriod } from "./incomplete-last-period.ts";
import { leadingZeros } from "./leading-zeros.ts";
import { longIds } from "./long-ids.ts";
import { misspeltWords } from "./misspelt-words.ts";
import { monthsOnly } from "./months-only.ts";
import { nanTexts } from "./nan-texts.ts";
import { netZero } from "./net-zero.ts";
import { noHeader } from "./no-header.ts";
import { noIdColumn } from "./no-id-column.ts";
import { oneCohort } from "./one-cohort.ts";
import { oneGiantRow } from "./one-giant-row.ts";
import { orphans } from "./orphans.ts";
import { overlappingDeliveries } from "./overlapping-deliveries.ts";
import { pointZeroIds } from "./point-zero-ids.ts";
import { productTexts } from "./product-texts.ts";
import { resavedOrders } from "./resaved-orders.ts";
import { russianMoney } from "./russian-money.ts";
import { semicolons } from "./semicolons.ts";
import { sharedOrderNumbers } from "./shared-order-numbers.ts";
import { shiftedDates } from "./shifted-dates.ts";
import { spreadsheetDays } from "./spreadsheet-days.ts";
import { spreadsheetIds } from "./spreadsheet-ids.ts";
import { twinLines } from "./twin-lines.ts";
import { twoCountries } from "./two-countries.ts";
import { twoTimestamps } from "./two-timestamps.ts";
import { unbalancedQuote } from "./unbalanced-quote.ts";
import { utf16 } from "./utf-16.ts";

/**
 * The troubles that can be asked for by name, in the order in which they are applied: first those that change which rows
 * there are, then those that write fields otherwise, then those of whole files.
 */
export const troubles: readonly Trouble[] = [
  oneCohort,
  incompleteLastPeriod,
  orphans,
  amountsAbsent,
  futureRows,
  emptyCustomerIds,
  spreadsheetIds,
  commaRows,
  giantField,
  exactCopies,
  twinLines,
  twoTimestamps,
  resavedOrders,
  sharedOrderNumbers,
  twoCountries,
  cancellationPrefix,
  freeLines,
  adjustmentLines,
  feeLines,
  giantCancelledOrder,
  netZero,
  oneGiantRow,
  constantColumns,
  productTexts,
  longIds,
  idZero,
  pointZeroIds,
  nanTexts,
  blankNumbers,
  absurdValues,
  bands,
  misspeltWords,
  countryNames,
  datesDayMonthYear,
  datesMonthDayYear,
  datesPacked,
  monthsOnly,
  datesNeverGuessed,
  spreadsheetDays,
  currencySigns,
  russianMoney,
  cityPrefixes,
  shiftedDates,
  byteOrderMark,
  semicolons,
  noHeader,
  leadingZeros,
  noIdColumn,
  overlappingDeliveries,
  utf16,
  cutGzip,
  unbalancedQuote,
  emptyFile,
  headerOnly,
];
