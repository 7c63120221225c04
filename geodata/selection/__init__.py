"""What a reader chose and what it leaves: FilterState, Selection, a link's parameters, the sentence."""
