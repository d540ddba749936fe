"""The distinct mentions of a run and their answers: asked, decided by people, kept from earlier runs."""
