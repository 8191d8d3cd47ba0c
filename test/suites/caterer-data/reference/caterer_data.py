VEGAN = {"rice", "beans", "oil", "salt", "pepper"}
DAIRY = {"milk", "butter", "cheese"}
ALCOHOL = {"rum", "wine"}
