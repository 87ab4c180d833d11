using System.Text;
using Hoplite.Server.Identity.Totp;

namespace Hoplite.Server.Tests.Identity;

public sealed class TotpTests
{
    // The last six digits of the SHA-1 column of RFC 6238, appendix B.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long second, string code)
    {
        var secret = Encoding.ASCII.GetBytes("12345678901234567890");
        Assert.Equal(code, TotpCode.At(secret, TotpCode.StepOf(DateTimeOffset.FromUnixTimeSeconds(second))));
        Assert.NotNull(TotpCode.Match(secret, code, DateTimeOffset.FromUnixTimeSeconds(second)));
        Assert.NotNull(TotpCode.Match(secret, code, DateTimeOffset.FromUnixTimeSeconds(second + 30)));
        Assert.Null(TotpCode.Match(secret, code, DateTimeOffset.FromUnixTimeSeconds(second + 90)));
        Assert.Null(TotpCode.Match(secret, "", DateTimeOffset.FromUnixTimeSeconds(second)));
    }

    [Fact]
    public void Base32_says_what_apps_read()
    {
        for (var length = 0; length < 25; length++)
        {
            var bytes = Enumerable.Range(0, length).Select(i => (byte)(i * 37 + length)).ToArray();
            Assert.Equal(bytes, Authenticator.Decode(Base32.Encode(bytes)));
        }

        Assert.Equal("MZXW6YTBOI", Base32.Encode("foobar"u8));
    }

    [Fact]
    public async Task The_link_is_one_that_apps_take_and_the_picture_shows_it()
    {
        await using var site = await IdentitySite.StartAsync();
        using var browser = site.NewBrowser();
        await browser.PostAsync("setup", new { name = "root", password = IdentitySite.Password });
        var begun = (await browser.PostAsync("me/totp", new { })).Json!;
        Assert.Equal($"otpauth://totp/Hoplite:root?secret={begun["secret"]}&issuer=Hoplite&algorithm=SHA1&digits=6&period=30", (string)begun["uri"]!);
        Assert.StartsWith("<svg", (string)begun["svg"]!, StringComparison.Ordinal);
        var kept = site.Database.Read(s => s.Scalar("SELECT totp FROM users"));
        Assert.Null(kept);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await browser.PostAsync("me/totp/confirm", new { code = "000000" })).Status);
    }
}
