"""exonym's core: from a written name to a canonical entity, with the evidence for it.

`from resolver import Resolver` is all that most programs need; `resolver.resolve` shows the whole
pipeline. Importing this package loads neither polars nor fastapi nor yaml.
"""
