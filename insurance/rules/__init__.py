"""The law of unemployment insurance as pure functions: facts, values of the law and a day in; findings and sums out."""
