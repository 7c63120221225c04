"""About the atlas: what it holds, what its words mean, who made the facts, how to cite or correct one."""
