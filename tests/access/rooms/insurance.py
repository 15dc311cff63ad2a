"""Unemployment insurance at the desk."""

GET = {"insurance:desk": "302 404 404 404 200 200 302 200"}
POST = {"insurance:desk": "302 404 404 404 405 405 302 405"}
