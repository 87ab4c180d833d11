using System.Net;
using CsCheck;
using Hoplite.Guard.Actions;
using Hoplite.Response.Netfilter;
using Hoplite.Response.OpenC2;

namespace Hoplite.Response.Tests.Netfilter;

/// <summary>However an address is written, it is the same element of the packet filter, or no address.</summary>
public sealed class AddressFormsTests
{
    static readonly Gen<byte[]> Bytes = Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16], Gen.Select(Gen.Byte.Array[4], Gen.Int[0, 12], (b, zeros) => (byte[])[.. new byte[zeros], .. b, .. new byte[12 - zeros]]));

    [Fact]
    public void Every_way_to_write_an_address_is_the_same_element() => Bytes.Sample(bytes =>
    {
        var address = new IPAddress(bytes);
        var normal = AddressForm.Normal(address);
        foreach (var form in Forms(address))
        {
            Assert.True(AddressForm.TryParseNetwork(form, out var network), form);
            Assert.Equal(new IPNetwork(normal, AddressForm.Bits(normal)), network);
            Assert.Equal(normal.GetAddressBytes().Length == 16 ? "blocked6" : "blocked4", FilterSet.Of(FilterList.Blocked, network).Name);
        }
    });

    [Fact]
    public void A_mapped_address_is_never_an_element_of_ipv6() => Gen.Byte.Array[4].Sample(bytes =>
        Assert.Throws<ArgumentException>(() => FilterSet.Of(FilterList.Blocked, new IPNetwork(new IPAddress(bytes).MapToIPv6(), 128))));

    [Fact]
    public void A_network_is_written_from_its_first_address_or_refused() => Gen.Select(Bytes, Gen.Int[0, 128]).Sample((bytes, length) =>
    {
        var address = new IPAddress(bytes);
        if (length > bytes.Length * 8 || !AddressForm.TryParseNetwork($"{address}/{length}", out var network)) return;
        Assert.True(network.Contains(AddressForm.Normal(address)));
        Assert.Equal(AddressForm.Normal(address), network.BaseAddress);
        Assert.False(network.BaseAddress.IsIPv4MappedToIPv6);
        Assert.Equal(network.PrefixLength < AddressForm.Bits(network.BaseAddress), FilterSet.Of(FilterList.Blocked, network).IsWide);
    });

    [Theory]
    [InlineData("0300.0.2.7")]
    [InlineData("192.0.2.007")]
    [InlineData("0xc0.0.2.7")]
    [InlineData("3221225991")]
    [InlineData("192.0.519")]
    [InlineData("192.0.2.7 ")]
    [InlineData("١٩٢.0.2.7")]
    [InlineData("[2001:db8::1]")]
    [InlineData("fe80::1%1")]
    [InlineData("192.0.2.7/24")]
    [InlineData("192.0.2.0/024")]
    [InlineData("192.0.2.0/+24")]
    [InlineData("192.0.2.0/255.255.255.0")]
    [InlineData("::ffff:192.0.2.7/95")]
    public void What_two_programs_could_read_differently_is_no_address(string text)
    {
        Assert.Null(TargetForm.Address(text));
        foreach (var kind in new[] { "ipv4_net", "ipv6_net" })
            Assert.Throws<OpenC2Exception>(() => OpenC2Reader.Request(new System.Text.Json.Nodes.JsonObject { ["action"] = "deny", ["target"] = new System.Text.Json.Nodes.JsonObject { [kind] = text } }.ToJsonString() is var json ? System.Text.Encoding.UTF8.GetBytes(json) : default));
    }

    [Fact]
    public void All_forms_of_an_address_are_one_element_of_the_kernel()
    {
        using var room = NetworkRoom.Open();
        using var filter = room.In(PacketFilter.Open);
        foreach (var text in new[] { "192.0.2.7", "::ffff:192.0.2.7", "::FFFF:C000:207", "0:0:0:0:0:ffff:c000:0207", "192.0.2.7/32", "::ffff:192.0.2.7/128", "2001:DB8::A", "2001:0db8:0:0:0:0:0:000a", "2001:db8::a/128", "2001:db8::0.0.0.10" })
        {
            Assert.True(AddressForm.TryParseNetwork(text, out var network), text);
            filter.Put(FilterList.Blocked, network, TimeSpan.FromHours(1));
        }
        Assert.Equal(["192.0.2.7/32", "2001:db8::a/128"], filter.List(FilterList.Blocked).Select(e => e.Network.ToString()));
    }

    static IEnumerable<string> Forms(IPAddress address)
    {
        yield return address.ToString();
        yield return $"{address}/{AddressForm.Bits(address)}";
        if (AddressForm.Bits(address) == 32)
        {
            yield return $"::ffff:{address}";
            yield return $"::FFFF:{address}/128";
            var b = address.GetAddressBytes();
            yield return $"0:0:0:0:0:ffff:{b[0]:x2}{b[1]:X2}:{b[2]:x2}{b[3]:X2}";
            yield break;
        }
        yield return address.ToString().ToUpperInvariant();
        var bytes = address.GetAddressBytes();
        yield return string.Join(':', bytes.Chunk(2).Select(p => $"{p[0]:X2}{p[1]:x2}"));
        yield return string.Join(':', bytes.Take(12).Chunk(2).Select(p => $"{p[0]:x2}{p[1]:x2}")) + $":{bytes[12]}.{bytes[13]}.{bytes[14]}.{bytes[15]}";
    }
}
