namespace Hoplite.Intelligence.Taxii;

/// <summary>For which database a statement is written.</summary>
enum SqlDialect
{
    /// <summary>The embedded one; it is told which index to use.</summary>
    Sqlite,

    /// <summary>PostgreSQL; it finds its indexes itself.</summary>
    Postgres,
}
