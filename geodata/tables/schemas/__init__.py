"""What a valid table is: rules for columns, rows and pairs of tables. Reading them is not here."""
