using Npgsql;

namespace Hoplite.Intelligence.Taxii;

/// <summary>The tables of the store in PostgreSQL; they have the rows and names of the embedded store.</summary>
static class PostgresSchema
{
    // Letters are compared byte by byte, as the embedded store does.
    const string Tables = """
        CREATE TABLE IF NOT EXISTS collections (
          number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, root text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, last_added bigint NOT NULL, changes bigint NOT NULL, UNIQUE (root, id));
        CREATE TABLE IF NOT EXISTS objects (
          key bigint PRIMARY KEY, collection bigint NOT NULL, id_hash bigint NOT NULL, version bigint NOT NULL, ends integer NOT NULL, tlp integer NOT NULL, sharing_group text COLLATE "C",
          spec_version text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, stamp text COLLATE "C", json bytea NOT NULL);
        CREATE INDEX IF NOT EXISTS objects_id ON objects (id_hash, version);
        CREATE INDEX IF NOT EXISTS objects_type ON objects (collection, type, key);
        CREATE TABLE IF NOT EXISTS statuses (id text COLLATE "C" PRIMARY KEY, root text COLLATE "C" NOT NULL, owner text COLLATE "C", kept bigint NOT NULL, json bytea NOT NULL);
        CREATE INDEX IF NOT EXISTS statuses_kept ON statuses (kept);
        """;

    // Every question here has an index that answers it in its order. A collection grows by a million objects before PostgreSQL looks at it again, and until then it may think that reading the whole table is cheap.
    // A way that is switched off and taken all the same counts as very dear, and what is dear is compiled first: a tenth of a second for a question of a thousandth.
    const string IndexesOnly = "-c jit=off -c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off -c enable_hashjoin=off -c enable_mergejoin=off";

    // Any number that other programs on the same database do not use.
    const long Making = 0x484F_504C_5441_5849;

    /// <summary>Connects, and makes the tables where they are missing.</summary>
    /// <param name="connection">How to connect, as Npgsql writes it.</param>
    /// <exception cref="IOException">The database cannot be reached, or refuses.</exception>
    /// <exception cref="ArgumentException">The text says nothing Npgsql knows.</exception>
    public static NpgsqlDataSource Open(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 64;
        settings.ApplicationName ??= "hoplite";

        // Whatever the database is set to: what was answered is on its disk.
        settings.Options = string.Join(' ', settings.Options, "-c synchronous_commit=on", IndexesOnly).Trim();
        var source = NpgsqlDataSource.Create(settings);
        try
        {
            using var opened = source.OpenConnection();
            using var transaction = opened.BeginTransaction();

            // Two servers that start at the same time would both make them.
            using (var waiting = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", opened, transaction) { Parameters = { new() { Value = Making } } }) waiting.ExecuteNonQuery();
            using (var making = new NpgsqlCommand(Tables, opened, transaction)) making.ExecuteNonQuery();
            transaction.Commit();
            return source;
        }
        catch (NpgsqlException wrong)
        {
            source.Dispose();
            throw new IOException("the PostgreSQL database cannot be used: " + wrong.Message, wrong);
        }
    }
}
