"""What candidates say of how it was, after the work: voluntary, and told only together."""
