namespace Hoplite.Telemetry.Entities;

/// <summary>Cuts the values of fields into what an indicator may name: the name of a file, the host of a web address; UTF-8, nothing is copied.</summary>
public static class FieldParts
{
    /// <summary>Where the last part of a path begins; 0 when it has but one.</summary>
    public static int NameStart(ReadOnlySpan<byte> path) => path.LastIndexOfAny((byte)'\\', (byte)'/') + 1;

    /// <summary>The host of a web address; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Host(ReadOnlySpan<byte> url)
    {
        var start = url.IndexOf("://"u8);
        if (start < 0) return [];
        url = url[(start + 3)..];
        var end = url.IndexOfAny((byte)'/', (byte)'?', (byte)'#');
        if (end >= 0) url = url[..end];
        url = url[(url.LastIndexOf((byte)'@') + 1)..];
        if (url.Length > 0 && url[0] == '[') return url.IndexOf((byte)']') is > 0 and var close ? url[1..close] : [];
        return url.IndexOf((byte)':') is >= 0 and var port ? url[..port] : url;
    }

    /// <summary>The address in <c>Name &lt;who@where&gt;</c>.</summary>
    public static ReadOnlySpan<byte> Mail(ReadOnlySpan<byte> text)
    {
        var open = text.LastIndexOf((byte)'<');
        if (open >= 0) text = text[(open + 1)..];
        var close = text.IndexOf((byte)'>');
        return (close >= 0 ? text[..close] : text).Trim((byte)' ');
    }

    /// <summary>Takes the next of several hashes, written <c>MD5=..,SHA256=..</c> or alone.</summary>
    /// <param name="rest">What is left; shortened by the call.</param>
    /// <param name="name">What the hash is called; empty when the text does not say.</param>
    /// <param name="hash">Its digits.</param>
    /// <returns>False at the end.</returns>
    public static bool NextHash(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> hash)
    {
        name = hash = [];
        if (rest.IsEmpty) return false;
        var end = rest.IndexOf((byte)',');
        var part = (end < 0 ? rest : rest[..end]).Trim((byte)' ');
        rest = end < 0 ? [] : rest[(end + 1)..];
        var sign = part.IndexOf((byte)'=');
        if (sign >= 0) name = part[..sign];
        hash = part[(sign + 1)..];
        return true;
    }
}
