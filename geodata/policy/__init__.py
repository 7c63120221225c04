"""The rule of force: what dated events and agreements make of each place. No filter and no words."""
