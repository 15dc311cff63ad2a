"""What keeps the portal alive beside its services: backup, restore, drill, and made-up people in great number."""
