using System.Net.Sockets;
using System.Text;
using Hoplite.Response.Netfilter;
using Hoplite.Response.OpenC2;
using Hoplite.Response.OpenC2.Slpf;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Response.Tests.Netfilter.OpenC2;

/// <summary>A consumer on a machine of its own, with a client on another one at the end of a cable. Ports 80 and 81 answer.</summary>
sealed class ConsumerRig : IDisposable
{
    readonly List<TcpListener> _listeners = [];
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-openc2-");

    public ConsumerRig(Func<System.Net.IPNetwork, string?>? forbid = null)
    {
        Here = NetworkRoom.Open();
        There = NetworkRoom.Open();
        Here.Join(There, "v0", "10.9.0.1/24", "10.9.0.2/24");
        Here.Shell("ip addr add fd00:9::1/64 dev v0 nodad");
        There.Shell("ip addr add fd00:9::2/64 dev v0p nodad");
        foreach (var address in new[] { "10.9.0.1", "fd00:9::1" })
            foreach (var port in new[] { 80, 81 })
                _listeners.Add(Here.Listen(address, port));
        Rules = _folder.CreateSubdirectory("rules").FullName;
        Options = new SlpfOptions(Path.Combine(_folder.FullName, "slpf.json"), forbid ?? (_ => null)) { RulesFolder = Rules };
        Filter = Here.In(PacketFilter.Open);
        Before = Here.Ruleset;
        (Slpf, Consumer) = Start();
        Soon.Happens(() => Gets(4) && Gets(6));
    }

    public NetworkRoom Here { get; }

    public NetworkRoom There { get; }

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public PacketFilter Filter { get; private set; }

    public SlpfOptions Options { get; }

    public SlpfActuator Slpf { get; private set; }

    public OpenC2Consumer Consumer { get; private set; }

    public string Rules { get; }

    public string Before { get; }

    /// <summary>Whether the client gets through, with patience; for what shall go well.</summary>
    public bool Gets(int version, int port = 80) => Reaches(version, port, 5000);

    /// <summary>Whether the client gets through at once; for what shall not.</summary>
    public bool Reaches(int version, int port = 80, int milliseconds = 300) => There.Reaches(version == 4 ? "10.9.0.1" : "fd00:9::1", port, milliseconds);

    /// <summary>Sends a command as text and reads the answer; null when there is none.</summary>
    public OpenC2Response? Send(string json)
    {
        var answer = Consumer.Answer(OpenC2ContentType.Message, "id", Encoding.UTF8.GetBytes(json));
        if (answer.Body.Length == 0) return null;
        var response = OpenC2Reader.Response(answer.Body).Response;
        Assert.Equal(response.Status == 102 ? 200 : response.Status, answer.HttpStatus);
        return response;
    }

    /// <summary>Sends what a producer built, and expects a status.</summary>
    public OpenC2Response Send(OpenC2Command command, int status = 200)
    {
        var response = Send(Encoding.UTF8.GetString(OpenC2Writer.Command(command)))!;
        Assert.True(status == response.Status, $"{response.Status}: {response.StatusText}");
        return response;
    }

    /// <summary>The number of the rule that a command makes.</summary>
    public long Make(OpenC2Command command) => Send(command).Results!.RuleNumber!.Value;

    /// <summary>Ends the process, and with it what is only in memory; the machine too when asked for.</summary>
    public void Restart(bool isMachine)
    {
        Slpf.Dispose();
        Filter.Dispose();
        if (isMachine) Here.Shell("nft flush ruleset");
        Filter = Here.In(PacketFilter.Open);
        (Slpf, Consumer) = Start();
    }

    public void Dispose()
    {
        Slpf.Dispose();
        Filter.Dispose();
        foreach (var listener in _listeners) listener.Dispose();
        Here.Dispose();
        There.Dispose();
        _folder.Delete(recursive: true);
    }

    (SlpfActuator Slpf, OpenC2Consumer Consumer) Start()
    {
        var slpf = SlpfActuator.Open(Filter, Options, Clock);
        return (slpf, new OpenC2Consumer(slpf, new ConsumerIdentity { Hostname = "filter", AssetId = "30", NamedGroups = ["perimeter", "network"] }, Clock));
    }
}
