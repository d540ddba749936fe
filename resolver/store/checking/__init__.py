"""What an editor should know of a gazetteer: findings, coverage, differences, the JSON Schema."""
