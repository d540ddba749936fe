"""The resolver inside Apache Spark."""
