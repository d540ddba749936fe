"""The pages for people: look up, an entity, review, annotate. Templates, brought to life by small modules of script."""
