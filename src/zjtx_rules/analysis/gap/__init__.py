"""The gap report: where an applicant stands, the smallest sets of steps that would change the answer, the ladder of tiers."""
