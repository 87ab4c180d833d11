using System.Net;
using System.Text;
using CsCheck;
using Hoplite.Detection.Matching;

namespace Hoplite.Detection.Tests.Matching;

public class AddressTextTests
{
    static readonly Gen<string> Address = Gen.OneOf(
        Gen.Byte.Array[4].Select(b => new IPAddress(b).ToString()),
        Gen.Byte.Array[16].Select(b => new IPAddress(b).ToString()),
        Gen.Select(Gen.Byte.Array[16], Gen.Int[0, 65535]).Select((b, zeros) =>
        {
            for (var i = 0; i < 16; i++)
                if ((zeros >> i & 1) != 0) b[i] = 0;
            return new IPAddress(b).ToString();
        }));

    [Fact]
    public void Addresses_read_as_the_framework_reads_them() => Address.Sample(text => Check(text), iter: 50_000, seed: "0000000000001");

    [Fact]
    public void Texts_that_only_look_like_addresses_are_judged_as_the_framework_judges_them() =>
        Gen.String[Gen.Char["0123:.afFxg"], 1, 20].Sample(text => Check(text), iter: 200_000, seed: "0000000000001");

    [Theory]
    [InlineData("010.1.2.3")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7:8")]
    [InlineData("1:2:3:4:5:6:7::")]
    [InlineData("::1:2:3:4:5:6:7:8")]
    [InlineData("::")]
    [InlineData(":")]
    [InlineData(":1")]
    [InlineData("256.1.1.1")]
    public void The_rare_ways_to_write_one_are_known(string text) => Check(text);

    static void Check(string text)
    {
        var expected = (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3) && IPAddress.TryParse(text, out var address) ? AddressText.Of(address) : (AddressText?)null;
        AddressText? read = AddressText.TryParse(Encoding.UTF8.GetBytes(text), out var own) ? own : null;
        Assert.Equal(expected, read);
    }
}
