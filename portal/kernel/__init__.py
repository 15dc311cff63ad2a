"""The kernel: what every room needs and none owns. No models, no service names."""
