"""Mends a copy of FerretDB's sources: mend.py FOLDER VERSION."""

import sys
from pathlib import Path

STAGES = "internal/handler/common/aggregations/stages"

EDITS = {
    # The accumulators of one $group share an iterator, and only the first of them gets anything out of it.
    f"{STAGES}/group.go": [
        (
            """\
		groupIter := iterator.Values(iterator.ForSlice(groupedDocument.documents))
		defer groupIter.Close()

		for _, accumulation := range g.groupBy {
""",
            """\
		for _, accumulation := range g.groupBy {
			groupIter := iterator.Values(iterator.ForSlice(groupedDocument.documents))
			defer groupIter.Close()

""",
        )
    ],
    # $unwind leaves nothing of a document but its _id and the element.
    f"{STAGES}/unwind.go": [
        ("	field *aggregations.Expression\n", "	field *aggregations.Expression\n	path  types.Path\n"),
        (
            "	return &unwind{\n		field: expr,\n",
            """\
	name, _ := field.(string)

	path, err := types.NewPathFromString(strings.TrimPrefix(name, "$"))
	if err != nil {
		return nil, lazyerrors.Error(err)
	}

	return &unwind{
		field: expr,
		path:  path,
""",
        ),
        ("	key := u.field.GetExpressionSuffix()\n\n", ""),
        ('			id := must.NotFail(doc.Get("_id"))\n\n', ""),
        (
            '				newDoc := must.NotFail(types.NewDocument("_id", id, key, v))\n',
            """\
				newDoc := doc.DeepCopy()
				if err = newDoc.SetByPath(u.path, v); err != nil {
					return nil, lazyerrors.Error(err)
				}

""",
        ),
        ('	"fmt"\n', '	"fmt"\n	"strings"\n'),
        ('	"github.com/FerretDB/FerretDB/internal/util/must"\n', ""),
    ],
}


def main(folder: Path, version: str) -> None:
    # Releases are built with their version in a file that the module comes without; there is no other way to tell it.
    (folder / "build/version/version.txt").write_text(f"{version}\n", encoding="utf-8")
    for path, edits in EDITS.items():
        text = (folder / path).read_text(encoding="utf-8")
        for old, new in edits:
            if text.count(old) != 1:
                raise SystemExit(f"{path} is not what it was: look whether it still has to be mended")
            text = text.replace(old, new)
        (folder / path).write_text(text, encoding="utf-8")


main(Path(sys.argv[1]), sys.argv[2])
