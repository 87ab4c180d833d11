using System.Net;
using System.Text;
using CsCheck;
using Hoplite.Detection.Indicators;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Indicators;

public class IndicatorTableTests
{
    static readonly IndicatorEntry[] Entries = [.. Enumerable.Range(0, 200).Select(i => new IndicatorEntry($"indicator--{i}", $"{i}", Level.High, []))];
    static readonly Gen<IndicatorKind> TextKind = Gen.Int[0, 2].Select(i => i == 0 ? IndicatorKind.Domain : i == 1 ? IndicatorKind.Url : IndicatorKind.Mail);
    static readonly Gen<string> Word = Gen.Char["abAB.1"].Array[1, 4].Select(c => new string(c));

    [Fact]
    public void Texts_are_found_as_in_a_dictionary() =>
        Gen.Select(Gen.Select(TextKind, Word).Array[0, 150], Gen.Select(TextKind, Word).Array[1, 50]).Sample((given, asked) =>
        {
            var table = IndicatorTable.Build(Entries, given.Select((g, i) => new IndicatorValue(g.Item1, g.Item2, i)));
            string Form(IndicatorKind kind, string text) => kind + (kind == IndicatorKind.Domain ? text.Trim('.') : text).ToLowerInvariant();
            var naive = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var ((kind, text), i) in given.Select((g, i) => (g, i)))
                if (kind != IndicatorKind.Domain || text.Trim('.').Length > 0) naive.TryAdd(Form(kind, text), i);
            foreach (var (kind, text) in asked.Concat(given))
                Assert.Equal(naive.GetValueOrDefault(Form(kind, text), -1), table.Find(kind, Encoding.UTF8.GetBytes(text)));
        });

    [Fact]
    public void Networks_are_found_as_by_trying_each() =>
        Gen.Select(Gen.Select(Gen.UInt[0, 1023], Gen.Int[20, 32]).Array[0, 60], Gen.UInt[0, 1023].Array[1, 40], Gen.Bool).Sample((given, asked, six) =>
        {
            string Text(uint address) => six ? new IPAddress([0x20, 1, .. new byte[10], .. Bytes(address)]).ToString() : new IPAddress(Bytes(address)).ToString();
            var more = six ? 96 : 0;
            var table = IndicatorTable.Build(Entries, given.Select((g, i) => new IndicatorValue(IndicatorKind.Address, $"{Text(g.Item1)}/{g.Item2 + more}", i)));
            foreach (var address in asked)
            {
                var around = given.Select((g, i) => (g, i)).Where(x => address >> (32 - x.g.Item2) == x.g.Item1 >> (32 - x.g.Item2)).OrderByDescending(x => x.g.Item2).ThenBy(x => x.i).Select(x => x.i);
                Assert.Equal(around.FirstOrDefault(-1), table.Find(IndicatorKind.Address, Encoding.UTF8.GetBytes(Text(address))));
            }
        });

    [Theory]
    [InlineData(IndicatorKind.Domain, "bad.example", 0)]
    [InlineData(IndicatorKind.Domain, "www.bad.example", -1)]
    [InlineData(IndicatorKind.Domain, "Deep.Below.evil.example.", 1)]
    [InlineData(IndicatorKind.Domain, "notevil.example", -1)]
    [InlineData(IndicatorKind.Hash, "CEAD3F77F6CDA6EC00F57D76C9A6879F", 2)]
    [InlineData(IndicatorKind.Hash, "cead3f77f6cda6ec00f57d76c9a6879", -1)]
    [InlineData(IndicatorKind.Address, "::ffff:192.0.2.9", 3)]
    [InlineData(IndicatorKind.Address, "192.0.3.9", -1)]
    [InlineData(IndicatorKind.Address, "2001:db8::1", 4)]
    [InlineData(IndicatorKind.Address, "not an address", -1)]
    public void Each_kind_is_found_in_its_own_way(IndicatorKind kind, string text, int expected)
    {
        var table = IndicatorTable.Build(Entries,
        [
            new(IndicatorKind.Domain, "BAD.example", 0), new(IndicatorKind.DomainAndBelow, "evil.example", 1), new(IndicatorKind.Hash, "cead3f77f6cda6ec00f57d76c9a6879f", 2),
            new(IndicatorKind.Address, "192.0.2.0/24", 3), new(IndicatorKind.Address, "2001:0db8:0::1", 4), new(IndicatorKind.Address, "192.0.2.0/64", 5), new(IndicatorKind.Hash, "xyz", 6),
        ]);
        Assert.Equal(expected, table.Find(kind, Encoding.UTF8.GetBytes(text)));
        Assert.Equal(2, table.Refused);
    }

    static byte[] Bytes(uint address) => [(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address];
}
