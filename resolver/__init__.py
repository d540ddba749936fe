"""The core: from a written name to a canonical entity, with the evidence for it.

Programs write `import exonym` and find all they need there (docs/python.md). Readers begin with `resolve.py`, which
shows the whole pipeline. Importing this package loads nothing else.
"""
