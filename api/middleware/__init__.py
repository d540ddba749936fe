"""Layers around the application, outermost first: observe, access, body, hot."""
