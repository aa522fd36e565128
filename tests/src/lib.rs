//! Black-box specifications through the real router and the real binary; tidy checks.
