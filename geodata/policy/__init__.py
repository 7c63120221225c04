"""The rule of force: what dated events and agreements make of each place at each moment. No filter, no words."""
