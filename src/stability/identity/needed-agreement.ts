/** Smallest 5 % quantile of the agreement of champion and challenger on one window; a convention of this product. */
export const neededAgreement = 0.65;

/** Smallest share of customers who are in the same segment by both, or it is not clear which segment is which. */
export const neededSameId = 0.9;
