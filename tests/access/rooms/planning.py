"""Planning before posting: for members who may post."""

GET = {"jobs:plan": "302 302 200 404 302 302 302 302"}
POST = {"jobs:plan": "302 302 405 405 302 302 302 302"}
