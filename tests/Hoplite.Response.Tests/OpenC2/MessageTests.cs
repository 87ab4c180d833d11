using System.Net;
using System.Text;
using CsCheck;
using Hoplite.Response.OpenC2;
using Hoplite.Response.OpenC2.Slpf;

namespace Hoplite.Response.Tests.Netfilter.OpenC2;

/// <summary>Messages are read strictly, and what is written is read as the same.</summary>
public sealed class MessageTests
{
    static readonly Gen<DateTimeOffset> Instants = Gen.Long[0, 4_102_444_800_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    static readonly Gen<string> Words = Gen.String[Gen.Char["abcXYZ019-_ .\"\\äß☃<>&"], 0, 20];

    static readonly Gen<IPNetwork> Four = Gen.Select(Gen.UInt, Gen.Int[0, 32], (bits, length) => new IPNetwork(new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((int)(length == 0 ? 0 : bits & (uint.MaxValue << (32 - length)))))), length));

    static readonly Gen<IPNetwork> Six = Gen.Select(Gen.Byte.Array[14], Gen.Int[1, 8], (bytes, groups) => new IPNetwork(new IPAddress([0x20, 1, .. bytes.Take(groups * 2 - 2), .. new byte[16 - groups * 2]]), groups * 16));

    static readonly Gen<ConnectionTarget> Connections = Gen.Select(Gen.Bool, Four.Nullable(), Six.Nullable(), Gen.UShort.Nullable(), Gen.UShort.Nullable(), Gen.Enum<Layer4Protocol>(), (six, four, net, from, to, protocol) => new ConnectionTarget(six)
    {
        Source = six ? net : four, Destination = six ? net : null, Protocol = protocol, SourcePort = protocol == Layer4Protocol.Icmp ? null : from, DestinationPort = protocol == Layer4Protocol.Icmp ? null : to, IcmpType = protocol == Layer4Protocol.Icmp ? (byte?)from : null,
    });

    static readonly Gen<OpenC2Target> Targets = Gen.OneOf(
        Four.Select(n => (OpenC2Target)new NetTarget(n)), Six.Select(n => (OpenC2Target)new NetTarget(n)), Connections.Select(c => (OpenC2Target)c), Gen.Long[0, long.MaxValue].Select(n => (OpenC2Target)new RuleNumberTarget(n)),
        Gen.Enum<OpenC2Feature>().HashSet[0, 4].Select(f => (OpenC2Target)new FeaturesTarget([.. f])), Words.Select(w => (OpenC2Target)new FileTarget { FileName = w, Path = w, Sha256 = new string('a', 64) }), Gen.Const((OpenC2Target)new OtherTarget("uri", "\"https://example.com\"")));

    static readonly Gen<OpenC2Args> AllArgs = Gen.Select(Instants.Nullable(), Gen.Long[0, 100_000_000].Nullable(), Gen.Enum<ResponseType>().Nullable(), Gen.Enum<DropProcess>().Nullable(), Gen.Bool.Nullable(), Gen.Enum<Direction>().Nullable(), Gen.Long[0, long.MaxValue].Nullable(), (start, length, wanted, drop, persistent, direction, number) =>
        new OpenC2Args { StartTime = start, Duration = length is { } l ? TimeSpan.FromMilliseconds(l) : null, ResponseRequested = wanted, DropProcess = drop, Persistent = persistent, Direction = direction, InsertRule = number });

    static readonly Gen<OpenC2Command> Commands = Gen.Select(Gen.Enum<OpenC2Action>(), Targets, AllArgs, Words.Null(), (action, target, args, word) => new OpenC2Command(action, target)
    {
        Args = args, Actuator = word is null ? null : new OpenC2Actuator("slpf") { Hostname = word, AssetTuple = [word, word] }, CommandId = word is null ? null : "c-" + word.Length,
    });

    [Fact]
    public void A_command_that_is_written_is_read_as_the_same() => Commands.Sample(command =>
    {
        var written = OpenC2Writer.Command(command);
        var read = OpenC2Reader.Request(written).Command;
        Assert.Equal(command with { Target = null!, Actuator = null }, read with { Target = null!, Actuator = null });
        if (command.Target is not FeaturesTarget) Assert.Equal(command.Target, read.Target);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(OpenC2Writer.Command(read)));
    });

    [Fact]
    public void An_answer_that_is_written_is_read_as_the_same() =>
        Gen.Select(Gen.Int[0, OpenC2Response.Statuses.Count - 1].Select(i => OpenC2Response.Statuses[i]), Words.Null(), Gen.Long[0, long.MaxValue].Nullable(), Gen.Double[0, 1e6].Nullable(), Words.Array[0, 3]).Sample((status, text, rule, rate, words) =>
        {
            var headers = new OpenC2Headers { RequestId = text, Created = DateTimeOffset.UnixEpoch, To = words };
            var written = OpenC2Writer.Response(new OpenC2Response(status, text) { Results = new OpenC2Results { RuleNumber = rule, RateLimit = rate, Versions = words, Pairs = SlpfChecks.Pairs } }, headers);
            var (found, response) = OpenC2Reader.Response(written);
            Assert.Equal((status, text, rule, rate), (response.Status, response.StatusText, response.Results!.RuleNumber, response.Results.RateLimit));
            Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(OpenC2Writer.Response(response, found)));
        });

    [Fact]
    public void No_bytes_do_more_than_be_refused() => Gen.Byte.Array[0, 300].Sample(bytes => Refused(bytes));

    [Fact]
    public void No_change_to_a_command_does_more_than_be_refused() => Gen.Select(Commands, Gen.Int[0, 10_000], Gen.Byte, Gen.Int[0, 2]).Sample((command, at, value, how) =>
    {
        var bytes = OpenC2Writer.Command(command).ToList();
        at %= bytes.Count;
        if (how == 0) bytes[at] = value;
        else if (how == 1) bytes.RemoveAt(at);
        else bytes.Insert(at, value);
        Refused([.. bytes]);
    });

    [Theory]
    [InlineData("", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{"action":"deny"}""", 400)]
    [InlineData("""{"action":"deny","target":{}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_net":"1.2.3.4","ipv6_net":"::1"}}""", 400)]
    [InlineData("""{"action":"deny","action":"allow","target":{"ipv4_net":"1.2.3.4"}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_net":"1.2.3.4"},"more":1}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_net":"1.2.3.4",}}""", 400)]
    [InlineData("""{"action":"DENY","target":{"ipv4_net":"1.2.3.4"}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_net":"1.2.3.4/33"}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_net":"1.2.3.4/24"}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_net":"01.2.3.4"}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_net":"::ffff:1.2.3.4.5"}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv6_net":"::ffff:1.2.3.4"}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv6_net":"fe80::1%eth0"}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_connection":{}}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_connection":{"protocol":"gre"}}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_connection":{"dst_port":65536}}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_connection":{"dst_port":"80"}}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_connection":{"protocol":"icmp","dst_port":80}}}""", 400)]
    [InlineData("""{"action":"deny","target":{"ipv4_connection":{"src_addr":"2001:db8::1"}}}""", 400)]
    [InlineData("""{"action":"query","target":{"features":["versions","versions"]}}""", 400)]
    [InlineData("""{"action":"query","target":{"features":["colour"]}}""", 400)]
    [InlineData("""{"action":"query","target":{"features":[]},"command_id":"a b"}""", 400)]
    [InlineData("""{"action":"query","target":{"features":[]},"args":{"duration":-1}}""", 400)]
    [InlineData("""{"action":"query","target":{"features":[]},"args":{"start_time":1e300}}""", 400)]
    [InlineData("""{"action":"query","target":{"features":[]},"args":{"response_requested":"maybe"}}""", 400)]
    [InlineData("""{"action":"query","target":{"features":[]},"args":{"stop_time":1,"duration":253402300799999}}""", 400)]
    [InlineData("""{"action":"query","target":{"features":[]},"actuator":{"slpf":{"colour":1}}}""", 400)]
    [InlineData("""{"action":"query","target":{"features":["\ud800"]}}""", 400)]
    [InlineData("""{"action":"query","target":{"features":[]},"args":{"slpf":{"colour":1}}}""", 501)]
    [InlineData("""{"action":"query","target":{"features":[]},"args":{"x-acme":{}}}""", 501)]
    public void What_is_no_command_is_refused_with_its_status(string json, int status) =>
        Assert.Equal(status, Assert.Throws<OpenC2Exception>(() => OpenC2Reader.Request(Encoding.UTF8.GetBytes(json))).Status);

    [Fact]
    public void A_message_that_is_too_large_or_too_deep_is_refused()
    {
        Assert.Throws<OpenC2Exception>(() => OpenC2Reader.Request(Encoding.UTF8.GetBytes("{\"action\":\"query\",\"target\":{\"features\":[]}" + new string(' ', OpenC2Reader.MaxBytes) + "}")));
        Assert.Throws<OpenC2Exception>(() => OpenC2Reader.Request(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"target\":", 17)) + "1" + new string('}', 17))));
    }

    static void Refused(byte[] bytes)
    {
        try
        {
            OpenC2Reader.Request(bytes);
        }
        catch (OpenC2Exception wrong)
        {
            Assert.True(wrong.Status is 400 or 501);
        }
    }
}
