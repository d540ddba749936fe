"""What a document remembers of whom it names, for running text and for mentions that come without their text."""
