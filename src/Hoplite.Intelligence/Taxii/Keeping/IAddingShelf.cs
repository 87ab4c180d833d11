using System.Text.Json;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Taxii;

/// <summary>What adding needs of a database, within one transaction that nobody else writes to the collection in.</summary>
interface IAddingShelf
{
    /// <summary>The latest time something was added at, microseconds since 1970.</summary>
    long LastAdded { get; set; }

    /// <summary>All versions of an object, the first one first.</summary>
    List<VersionRow> Versions(string id);

    /// <summary>The JSON of an object.</summary>
    JsonDocument Content(long key);

    /// <summary>Inserts a version beside the others.</summary>
    void Insert(TaxiiObject item, Tlp tlp, long added, List<VersionRow> versions);
}
