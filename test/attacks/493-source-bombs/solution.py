from deep import slugify
