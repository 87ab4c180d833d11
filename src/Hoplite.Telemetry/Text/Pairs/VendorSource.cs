using System.Text;

namespace Hoplite.Telemetry.Text.Pairs;

/// <summary>The log source of a device by the vendor and product it names.</summary>
static class VendorSource
{
    // Hostile names must not fill the table of log sources.
    const int MaxProducts = 256;

    static readonly Lock Gate = new();
    static readonly Dictionary<string, int> Products = new(StringComparer.Ordinal);
    static readonly int Unknown = LogSourceTable.Intern(LogSource.Unknown);

    [ThreadStatic]
    static byte[]? _lastVendor;

    [ThreadStatic]
    static byte[]? _lastProduct;

    [ThreadStatic]
    static int _last;

    public static int Find(ReadOnlySpan<byte> vendor, ReadOnlySpan<byte> product)
    {
        if (_lastVendor is not null && vendor.SequenceEqual(_lastVendor) && product.SequenceEqual(_lastProduct)) return _last;
        if (vendor.Length > 64 || product.Length > 64) return Unknown;
        _lastVendor = vendor.ToArray();
        _lastProduct = product.ToArray();
        return _last = Look(Simple(vendor), Simple(product));
    }

    static int Look(string vendor, string product)
    {
        var name = (vendor, product) switch
        {
            ("fortinet", _) => product is "" or "fortinet" ? "fortigate" : product,
            ("paloaltonetworks" or "paloalto", _) => "paloalto",
            ("checkpoint", _) => "checkpoint",
            ("cisco", _) => "cisco",
            ("microsoft", _) when product.Contains("windows", StringComparison.Ordinal) => "windows",
            _ => product.Length > 0 ? product : vendor,
        };
        lock (Gate)
        {
            if (Products.TryGetValue(name, out var id)) return id;
            if (Products.Count >= MaxProducts) return Unknown;
            return Products[name] = LogSourceTable.Intern(new LogSource(name));
        }
    }

    static string Simple(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name).ToLowerInvariant();
        return string.Concat(text.Where(char.IsLetterOrDigit));
    }
}
