"""Job matching: employers' vacancies, seekers and the way they meet."""
