"""The tables of facts: columns, reading, checking, a ready cache, all as one atlas. No rule of force."""
