using QRCoder;

namespace Hoplite.Server.Identity.Totp;

/// <summary>A secret as an authenticator app takes it: typed, or as a picture.</summary>
/// <param name="Secret">The secret in Base32.</param>
/// <param name="Uri">The <c>otpauth</c> address.</param>
/// <param name="Svg">The address as a QR code.</param>
sealed record TotpLink(string Secret, string Uri, string Svg)
{
    public static TotpLink Of(ReadOnlySpan<byte> secret, string site, string name)
    {
        var text = Base32.Encode(secret);
        var issuer = System.Uri.EscapeDataString(site);
        var uri = $"otpauth://totp/{issuer}:{System.Uri.EscapeDataString(name)}?secret={text}&issuer={issuer}&algorithm=SHA1&digits=6&period=30";
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return new TotpLink(text, uri, picture.GetGraphic(4));
    }
}
