import json

slugify = json.slugify
