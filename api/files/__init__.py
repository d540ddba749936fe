"""Tables over HTTP: the work of `exonym reconcile` on a body that is still arriving."""
