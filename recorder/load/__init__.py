"""What keeps recording within its budget: which encoder this computer affords, and stepping down under load."""
