"""The verbs of unemployment insurance: nobody else writes its rows."""
