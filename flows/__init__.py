"""The only code that does I/O: settings, readers, the lake, Prefect flows, the command line."""
