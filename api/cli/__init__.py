"""The command `exonym`: one small module for each command or group of commands."""
