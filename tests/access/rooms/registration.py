"""The register: the way in at the desk."""

GET = {"registration:desk": "302 404 404 404 200 200 302 200"}
POST = {"registration:desk": "302 404 404 404 405 405 302 405"}
