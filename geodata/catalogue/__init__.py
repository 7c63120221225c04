"""The tables as others take them: what each holds, column by column, as a Data Package; it writes nothing."""
