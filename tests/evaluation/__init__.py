"""Figures of labelled mentions."""
