"""jltrain: offline training and examination for transport law-enforcement officers."""

__version__ = "0.1.0"
