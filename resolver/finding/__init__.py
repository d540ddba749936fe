"""How a mention can reach an entity: by its name, its sound, its function, its content, or the office it holds."""
