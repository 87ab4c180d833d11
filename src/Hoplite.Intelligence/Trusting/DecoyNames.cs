using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace Hoplite.Intelligence.Trusting;

/// <summary>Makes up things that nobody can have seen and that look like what people ask about. Each holds more chance than could ever come out twice.</summary>
static class DecoyNames
{
    static readonly string[] Words = ["update", "portal", "files", "mail", "login", "cdn", "sync", "static", "cloud", "secure", "shop", "news", "docs", "verify", "billing", "track"];
    static readonly string[] Endings = ["com", "net", "org", "info", "xyz", "top", "online", "site"];
    static readonly string[] Pages = ["gate.php", "index.html", "dl/setup.exe", "wp-content/a.js", "panel/", "update.bin"];

    // Networks of large hosters: half of all attacks come from such.
    static readonly string[] Networks = ["2a01:4f8", "2001:41d0", "2a02:c207", "2604:a880", "2a0b:f4c2", "2400:6180"];

    /// <summary>One.</summary>
    public static Named Next() => RandomNumberGenerator.GetInt32(20) switch
    {
        < 9 => Named.Of(NamedKind.Domain, Domain()),
        < 13 => new Named(NamedKind.Url, $"http{(RandomNumberGenerator.GetInt32(2) == 0 ? "" : "s")}://{Domain()}/{Of(Pages)}"),
        < 17 => Named.Of(NamedKind.Hash, Convert.ToHexString(RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(3) switch { 0 => 16, 1 => 20, _ => 32 }))),
        _ => Named.Of(NamedKind.Address, Address()),
    };

    static string Domain() => RandomNumberGenerator.GetInt32(3) switch
    {
        0 => $"{Of(Words)}-{Of(Words)}-{Letters(8)}.{Of(Endings)}",
        1 => $"{Of(Words)}.{Letters(10)}.{Of(Endings)}",
        _ => $"{Letters(12)}{RandomNumberGenerator.GetInt32(10, 100).ToString(CultureInfo.InvariantCulture)}.{Of(Endings)}",
    };

    static string Address()
    {
        var bytes = new byte[16];
        RandomNumberGenerator.Fill(bytes);
        IPAddress.Parse(Of(Networks) + "::").GetAddressBytes().AsSpan(0, 4).CopyTo(bytes);
        return new IPAddress(bytes).ToString();
    }

    static string Letters(int count) => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", count);

    static string Of(string[] all) => all[RandomNumberGenerator.GetInt32(all.Length)];
}
