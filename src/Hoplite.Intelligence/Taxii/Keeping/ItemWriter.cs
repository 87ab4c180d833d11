using System.Buffers;
using System.Text;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Writes what a page says about an object without its content.</summary>
static class ItemWriter
{
    /// <summary>Writes a version or a record of a manifest.</summary>
    /// <param name="shape">Which of the two.</param>
    /// <param name="key">The key of the object.</param>
    /// <param name="id">Its id.</param>
    /// <param name="stamp">Its version as it was written; null for what has none, which has the time of its adding.</param>
    /// <param name="spec">Its STIX version.</param>
    /// <param name="sink">Takes it.</param>
    public static void Write(TaxiiShape shape, long key, string id, string? stamp, string spec, IBufferWriter<byte> sink)
    {
        var version = stamp ?? TaxiiTime.Write(TaxiiSchema.Added(key));

        // Ids and times were checked for their letters when they were taken: none needs an escape.
        var text = shape == TaxiiShape.Versions ? $"\"{version}\""
            : $$"""{"id":"{{id}}","date_added":"{{TaxiiTime.Write(TaxiiSchema.Added(key))}}","version":"{{version}}","media_type":"application/stix+json;version={{spec}}"}""";
        Encoding.UTF8.GetBytes(text, sink);
    }
}
