"""What pages of unemployment insurance say, from rows to words."""
