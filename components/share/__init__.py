"""What leaves the page: the Share menu, the frame of an embed, and what only a printed page shows."""
