"""What the benchmarks are made of: passages, peers, and the fit of the confidence."""
