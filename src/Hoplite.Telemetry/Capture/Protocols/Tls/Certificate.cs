using System.Globalization;
using System.Text;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>What a log says of an X.509 certificate.</summary>
sealed class Certificate
{
    const int MaxNames = 64;

    public int Version { get; private set; }

    public byte[] Serial { get; private set; } = [];

    public string Subject { get; private set; } = "";

    public string Issuer { get; private set; } = "";

    public long NotBefore { get; private set; }

    public long NotAfter { get; private set; }

    public string KeyAlgorithm { get; private set; } = "";

    public string SignatureAlgorithm { get; private set; } = "";

    public int KeyLength { get; private set; }

    public bool? IsAuthority { get; private set; }

    public List<byte[]> Names { get; } = [];

    public static Certificate? Parse(ReadOnlySpan<byte> bytes)
    {
        if (!new Der(bytes).Enter(0x30, out var outer) || !outer.Enter(0x30, out var body)) return null;
        var found = new Certificate { Version = 1 };
        if (body.Enter(0xA0, out var version) && version.Next(2, out var number)) found.Version = (int)Math.Clamp(Der.Integer(number) + 1, 1, 9);
        if (!body.Next(2, out var serial) || !body.Enter(0x30, out _) || !body.Next(0x30, out var issuer) || !body.Enter(0x30, out var validity)) return null;
        found.Serial = serial.Length > 1 && serial[0] == 0 ? serial[1..Math.Min(serial.Length, 64)].ToArray() : serial[..Math.Min(serial.Length, 64)].ToArray();
        found.Issuer = DistinguishedName.Text(issuer);
        if (validity.Next(out var kind, out var before)) found.NotBefore = Time(kind, before);
        if (validity.Next(out kind, out var after)) found.NotAfter = Time(kind, after);
        if (!body.Next(0x30, out var subject)) return null;
        found.Subject = DistinguishedName.Text(subject);
        if (body.Enter(0x30, out var key)) found.Key(key);
        while (body.Next(out var tag, out var more))
            if (tag == 0xA3 && new Der(more).Enter(0x30, out var extensions)) found.Extensions(extensions);
        if (outer.Enter(0x30, out var algorithm) && algorithm.Next(6, out var name)) found.SignatureAlgorithm = ObjectIds.Name(name);
        return found;
    }

    void Key(Der key)
    {
        if (!key.Enter(0x30, out var algorithm) || !algorithm.Next(6, out var id)) return;
        KeyAlgorithm = ObjectIds.Name(id);
        if (KeyAlgorithm == "id-ecPublicKey")
        {
            if (algorithm.Next(6, out var curve)) KeyLength = ObjectIds.Name(curve) switch { "prime256v1" => 256, "secp384r1" => 384, "secp521r1" => 521, _ => 0 };
        }
        else if (key.Next(3, out var bits) && bits.Length > 1 && new Der(bits[1..]).Enter(0x30, out var rsa) && rsa.Next(2, out var modulus))
            KeyLength = (modulus.Length > 0 && modulus[0] == 0 ? modulus.Length - 1 : modulus.Length) * 8;
    }

    void Extensions(Der extensions)
    {
        for (var i = 0; i < 64 && extensions.Enter(0x30, out var one); i++)
        {
            if (!one.Next(6, out var id)) continue;
            one.Next(1, out _);
            if (!one.Next(4, out var value)) continue;
            if (id.SequenceEqual((ReadOnlySpan<byte>)[0x55, 0x1D, 0x11]) && new Der(value).Enter(0x30, out var names))
            {
                while (Names.Count < MaxNames && names.Next(out var tag, out var name))
                    if (tag == 0x82) Names.Add(name.ToArray());
            }
            else if (id.SequenceEqual((ReadOnlySpan<byte>)[0x55, 0x1D, 0x13]) && new Der(value).Enter(0x30, out var constraints))
                IsAuthority = constraints.Next(1, out var flag) && flag.Length == 1 && flag[0] != 0;
        }
    }

    static long Time(byte tag, ReadOnlySpan<byte> value)
    {
        if (value.Length > 20) return 0;
        var text = Encoding.ASCII.GetString(value);
        if (tag == 0x17) text = (string.CompareOrdinal(text, "5") >= 0 ? "19" : "20") + text;
        return DateTime.TryParseExact(text, "yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time.Ticks : 0;
    }
}
