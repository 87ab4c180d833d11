using System.Text.Unicode;

namespace Hoplite.Telemetry.Evtx;

/// <summary>Interns the names of elements and attributes as Sigma rules know them.</summary>
static class FieldNames
{
    const int MaxChars = 256;

    public static readonly int Data = FieldTable.Intern("Data");
    public static readonly int EventRecordId = FieldTable.Intern("EventRecordID");
    public static readonly int SystemTime = FieldTable.Intern("TimeCreated_SystemTime");
    public static readonly int Recovered = FieldTable.Intern("hoplite.recovered");

    /// <summary>The id of a name without its blanks; of <c>Data</c> when nothing is left.</summary>
    public static int OfData(ReadOnlySpan<char> name)
    {
        Span<char> kept = stackalloc char[MaxChars];
        var count = 0;
        foreach (var c in name)
        {
            if (c is ' ' or '\0') continue;
            if (count == MaxChars) return FieldTable.Overflow;
            kept[count++] = c;
        }

        return count == 0 ? Data : Of(kept[..count], []);
    }

    /// <summary>The id of an element, or of <c>element_attribute</c>.</summary>
    public static int Of(ReadOnlySpan<char> element, ReadOnlySpan<char> attribute)
    {
        if (element.Length + attribute.Length >= MaxChars) return FieldTable.Overflow;
        if (element.Length + attribute.Length == 0) return Data;
        Span<byte> name = stackalloc byte[MaxChars * 3];
        var count = Append(element, name, 0);
        if (attribute.Length > 0)
        {
            name[count++] = (byte)'_';
            count = Append(attribute, name, count);
        }

        return FieldTable.Intern(name[..count]);
    }

    static int Append(ReadOnlySpan<char> text, Span<byte> target, int at)
    {
        Utf8.FromUtf16(text, target[at..], out _, out var written);
        return at + written;
    }
}
