using System.Reflection;
using System.Security.Cryptography;

namespace Hoplite.Guard.Cedar.Wasm;

/// <summary>The module as the build put it into the program.</summary>
static class CedarModule
{
    const string Name = "cedar/cedar.wasm";
    static readonly Assembly Home = typeof(CedarModule).Assembly;

    /// <summary>The digest that it must have, in hexadecimal.</summary>
    public static string Digest { get; } = ReadDigest();

    public static bool IsPresent { get; } = Home.GetManifestResourceInfo(Name) is not null;

    /// <summary>The bytes, when they are the pinned ones.</summary>
    public static byte[] Read()
    {
        using var stream = Home.GetManifestResourceStream(Name) ?? throw new CedarException("the policy engine is not part of this build; scripts/cedar.sh fetches it");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return string.Equals(Convert.ToHexStringLower(SHA256.HashData(bytes)), Digest, StringComparison.Ordinal) ? bytes
            : throw new CedarException("the policy engine in this build is not the one that was reviewed; it is not used");
    }

    static string ReadDigest()
    {
        using var stream = Home.GetManifestResourceStream(Name + ".sha256")!;
        var digest = new byte[64];
        stream.ReadExactly(digest);
        return System.Text.Encoding.ASCII.GetString(digest);
    }
}
