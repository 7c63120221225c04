"""What another program asks for as features of a map: collections, times, areas, pages. No server.

Which places and agreements are in force is told by the rule of the house (:mod:`geodata.policy`), and each
row is that of an export (:mod:`geodata.export.frames`).
"""
