"""What happens when a reader acts: thin callbacks that parse, call a pure function and return."""
