"""The routes of the JSON API, one module a group. They translate; they never decide."""
