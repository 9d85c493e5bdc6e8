package store

import "context"

// For the tests of the runner and of the driver, which live outside so that
// they can use storetest.
var (
	WithMigrations     = withMigrations
	NumberPlaceholders = numberPlaceholders
	PatientTable       = patientTable
)

// OpenSQLiteWith opens a connection with one setting of the DSN replaced.
var OpenSQLiteWith = func(path, name, value string) error {
	pool := sqliteConnector{dsn: sqliteDSN(path, name, value), want: requiredPragmas("0")}
	conn, err := pool.Connect(context.Background())
	if err != nil {
		return err
	}
	return conn.Close()
}
