"""The pure room of jobs: values and a day in, findings out; no ORM."""
