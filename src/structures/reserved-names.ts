/** What stands beside structures in `customers.parquet`, or is a scope of `kpis.parquet`, so that no structure can be called so. */
export const reservedNames: readonly string[] = [
  ...[
    "customer",
    "customer_id",
    "as_of",
    "segment",
    "segment_id",
    "segment_name",
    "distance",
    "runner_up_id",
    "margin",
  ],
  ...["high_income", "recency_score", "frequency_score", "monetary_score"],
  ...["recency_days", "frequency", "monetary", "tenure_days"],
  ...["ltv", "ltv_lo", "ltv_hi", "ltv_horizon_days", "run_id", "model_version"],
  ...["next_segment_id", "next_segment_probability", "move_probability", "fall_probability", "rise_probability"],
  ...["expected_orders", "active_probability", "lapsed_probability", "activity_months"],
  ...["hidden_state", "hidden_state_probability"],
  ...["all", "guests", "cohort", "market"],
];
