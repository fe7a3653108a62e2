"""Speech as rough text, made on this computer by a process of low priority."""
