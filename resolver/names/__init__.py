"""Two names side by side: written forms, alignment, and what agreement and contradiction weigh."""
