"""Running text: where it names somebody, decided mention by mention, with a memory of who was named in full."""
