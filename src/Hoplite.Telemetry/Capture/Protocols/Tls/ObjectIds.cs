using System.Globalization;
using System.Text;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Names of the object identifiers of certificates, as OpenSSL writes them.</summary>
static class ObjectIds
{
    static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["2.5.4.3"] = "CN", ["2.5.4.4"] = "SN", ["2.5.4.5"] = "serialNumber", ["2.5.4.6"] = "C", ["2.5.4.7"] = "L", ["2.5.4.8"] = "ST", ["2.5.4.9"] = "street",
        ["2.5.4.10"] = "O", ["2.5.4.11"] = "OU", ["2.5.4.12"] = "title", ["2.5.4.17"] = "postalCode", ["2.5.4.42"] = "GN", ["0.9.2342.19200300.100.1.25"] = "DC",
        ["0.9.2342.19200300.100.1.1"] = "UID", ["1.2.840.113549.1.9.1"] = "emailAddress", ["1.2.840.113549.1.9.2"] = "unstructuredName",
        ["1.2.840.113549.1.1.1"] = "rsaEncryption", ["1.2.840.113549.1.1.4"] = "md5WithRSAEncryption", ["1.2.840.113549.1.1.5"] = "sha1WithRSAEncryption",
        ["1.2.840.113549.1.1.10"] = "rsassaPss", ["1.2.840.113549.1.1.11"] = "sha256WithRSAEncryption", ["1.2.840.113549.1.1.12"] = "sha384WithRSAEncryption",
        ["1.2.840.113549.1.1.13"] = "sha512WithRSAEncryption", ["1.2.840.10045.2.1"] = "id-ecPublicKey", ["1.2.840.10045.3.1.7"] = "prime256v1",
        ["1.3.132.0.34"] = "secp384r1", ["1.3.132.0.35"] = "secp521r1", ["1.2.840.10045.4.3.2"] = "ecdsa-with-SHA256", ["1.2.840.10045.4.3.3"] = "ecdsa-with-SHA384",
        ["1.2.840.10045.4.3.4"] = "ecdsa-with-SHA512", ["1.3.101.112"] = "ED25519", ["1.2.840.10040.4.1"] = "dsaEncryption",
    };

    public static string Name(ReadOnlySpan<byte> id)
    {
        var dotted = Dotted(id);
        return Names.GetValueOrDefault(dotted) ?? dotted;
    }

    static string Dotted(ReadOnlySpan<byte> id)
    {
        if (id.Length is 0 or > 32) return "";
        var text = new StringBuilder();
        ulong value = 0;
        foreach (var b in id)
        {
            value = (value << 7) | (uint)(b & 0x7F);
            if ((b & 0x80) != 0) continue;
            if (text.Length > 0) text.Append('.').Append(value.ToString(CultureInfo.InvariantCulture));
            else
            {
                var first = Math.Min(value / 40, 2);
                text.Append(CultureInfo.InvariantCulture, $"{first}.{value - first * 40}");
            }

            value = 0;
        }

        return text.ToString();
    }
}
