"""Tables in, tables out: every row comes back, in its order and with its own cells, and its answer beside it.

`run.reconcile` is the whole job. A row stays the text that it was; only its mention and hint cells are
parsed, and each distinct combination of them is resolved once, so memory follows the distinct mentions and
not the rows. Parquet alone goes through polars (`frames`), which is imported only then.
"""
