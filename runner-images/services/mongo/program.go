//go:build tools

// Package tools says which command of which module is built, so that go.mod and go.sum are complete for it. To renew them after a change
// of the version: go mod tidy, with the Go of Debian.
package tools

import _ "github.com/FerretDB/FerretDB/cmd/ferretdb"
