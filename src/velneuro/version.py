"""The one place that holds the version; the packaging and the command line both read it here."""

VERSION = "0.1.0"
