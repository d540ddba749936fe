"""Evidence in, one of three answers out: what is known besides the name, the rules of evidence, the decision."""
