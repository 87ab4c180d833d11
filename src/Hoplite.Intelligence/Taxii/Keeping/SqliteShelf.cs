using System.Text.Json;
using Hoplite.Intelligence.Stix.Markings;
using Microsoft.Data.Sqlite;

namespace Hoplite.Intelligence.Taxii;

/// <summary>A collection of the embedded store, within a transaction.</summary>
sealed class SqliteShelf(StoreWriter writer, CollectionRow collection, SqliteTransaction transaction) : IAddingShelf
{
    /// <inheritdoc />
    public long LastAdded
    {
        get => collection.LastAdded;
        set => collection.LastAdded = value;
    }

    /// <inheritdoc />
    public List<VersionRow> Versions(string id) => writer.Versions(collection.Number, id);

    /// <inheritdoc />
    public JsonDocument Content(long key) => writer.Content(key, transaction);

    /// <inheritdoc />
    public void Insert(TaxiiObject item, Tlp tlp, long added, List<VersionRow> versions) => writer.Insert(collection, item, tlp, added, versions, transaction);
}
