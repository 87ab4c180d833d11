using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;
using Hoplite.Server.Intelligence;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>Five platforms on loopback that speak TAXII with one another.</summary>
public sealed class FivePeersTests(ITestOutputHelper output)
{
    const int Peers = 5;
    const int Objects = 10_000;

    static readonly string[] Groups = ["water", "schools", "clinics"];
    static readonly Tlp[] Levels = [Tlp.Clear, Tlp.Green, Tlp.Amber, Tlp.AmberStrict, Tlp.Red];

    [Fact]
    public async Task Ten_thousand_objects_reach_everybody_who_may_see_them_and_nobody_else_though_one_peer_is_lost()
    {
        await using var village = await Village.StartAsync(Peers);
        var random = new Random(20_26);
        var clock = Stopwatch.StartNew();
        var said = new List<SignedObject>();
        for (var round = 0; round < Objects / 500; round++) said.AddRange(await village.Nodes[round % Peers].Community!.Node.PublishAsync([.. Enumerable.Range(0, 500).Select(i => Indicator(random, (round * 500) + i))], TestContext.Current.CancellationToken));
        Assert.Equal(Objects, said.Count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"said after {clock.Elapsed.TotalSeconds:0.0} s"));
        var end = clock.Elapsed;

        await village.UntilAsync(() => village.Alive.All(n => Missing(village, n, said).Count == 0));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"converged {(clock.Elapsed - end).TotalSeconds:0.0} s after the last was said"));
        Assert.All(village.Alive, n => Assert.Empty(Leaked(village, n, said)));

        // What the lost one had told only one other still reaches the rest.
        using var lost = PeerKey.Open(village.KeyOf(Peers - 1));
        await village.LoseAsync(Peers - 1);
        var last = Enumerable.Range(0, 200).Select(i => ObjectSignature.Sign(Disclosure.Of(Indicator(random, (2 * Objects) + i, Tlp.Green))!, lost)).Select(o => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(o.ToJsonString())).ToArray();
        await village.Nodes[0].Community!.Node.ReceiveAsync(last, lost.Id.Identity, TestContext.Current.CancellationToken);
        said.AddRange(last.Select(o => SignedObject.Read(o, out _)!));
        var later = await village.Nodes[0].Community!.Node.PublishAsync([.. Enumerable.Range(0, 500).Select(i => Indicator(random, Objects + i))], TestContext.Current.CancellationToken);
        said.AddRange(later);
        await village.UntilAsync(() => village.Alive.All(n => Missing(village, n, said).Count == 0));
        Assert.All(village.Alive, n => Assert.Empty(Leaked(village, n, said)));
    }

    [Fact]
    public async Task What_its_author_takes_back_falls_everywhere()
    {
        await using var village = await Village.StartAsync(Peers);
        foreach (var node in village.Nodes)
            foreach (var peer in village.Nodes.Where(p => p != node))
                for (var i = 0; i < 60; i++) node.Trust.Tested(peer.Identity, NamedKind.Domain, passed: true);
        var named = new Named(NamedKind.Domain, "retracted-threat.net");
        var builder = new StixBuilder(TimeProvider.System, null, [TlpMarkings.Id(Tlp.Green)]);
        var indicator = builder.Indicator("a threat", "[domain-name:value = 'retracted-threat.net']", TimeProvider.System.GetUtcNow());
        await village.Nodes[0].Community!.Node.PublishAsync(indicator.ToNode(), TestContext.Current.CancellationToken);
        await village.UntilAsync(() => village.Nodes.All(n => n.Ladder.Find(named)?.Rung >= Rung.Detect));
        await village.Nodes[0].Community!.Node.PublishAsync(builder.Revoke(indicator).ToNode(), TestContext.Current.CancellationToken);
        await village.UntilAsync(() => village.Nodes.All(n => n.Ladder.Find(named)?.Rung == Rung.Quarantine));
    }

    static JsonObject Indicator(Random random, int number, Tlp? only = null)
    {
        var level = only ?? Levels[random.Next(Levels.Length)];
        var group = only is null && (random.Next(3) == 0 || level == Tlp.Red) ? Groups[random.Next(Groups.Length)] : null;
        var more = group is null ? null : new JsonObject { [SignedObject.GroupProperty] = group };
        return new StixBuilder(TimeProvider.System, null, [TlpMarkings.Id(level)])
            .Indicator("a threat", string.Create(CultureInfo.InvariantCulture, $"[domain-name:value = 'threat-{number}.net']"), TimeProvider.System.GetUtcNow(), more).ToNode();
    }

    static List<string> Missing(Village village, IntelligenceRoom node, List<SignedObject> said) => Difference(village, node, said, may: true);

    static List<string> Leaked(Village village, IntelligenceRoom node, List<SignedObject> said) => Difference(village, node, said, may: false);

    static List<string> Difference(Village village, IntelligenceRoom node, List<SignedObject> said, bool may)
    {
        var here = node.File.Query("SELECT id FROM object", r => r.GetString(0)).ToHashSet(StringComparer.Ordinal);
        return [.. said.Where(o => SharingPolicy.MaySee(o, village.Member(node)) == may && here.Contains(o.Id) != may).Select(o => o.Id)];
    }

    sealed class Village : IAsyncDisposable
    {
        static readonly (Tlp Clearance, string[] Groups)[] Rights = [(Tlp.Red, ["water"]), (Tlp.Amber, ["water", "schools"]), (Tlp.AmberStrict, ["schools", "clinics"]), (Tlp.Green, []), (Tlp.Red, ["water", "schools", "clinics"])];

        readonly List<(HopliteServer Server, string Folder)> _servers = [];
        readonly HashSet<IntelligenceRoom> _lost = [];

        public List<IntelligenceRoom> Nodes { get; } = [];

        public IEnumerable<IntelligenceRoom> Alive => Nodes.Where(n => !_lost.Contains(n));

        public static async Task<Village> StartAsync(int count)
        {
            var village = new Village();
            for (var i = 0; i < count; i++)
            {
                var (port, folder) = (FreePort(), Directory.CreateTempSubdirectory("hoplite-village-").FullName);
                var server = HopliteServer.Create(new ServeOptions
                {
                    Data = Path.Combine(folder, "data"), Web = new WebOptions { Port = port }, Store = new StoreOptions { MinFreeMb = 0, MemoryMb = 128 },
                    Intelligence = new IntelligenceOptions { Community = "valley", Name = "peer " + i, Address = $"http://127.0.0.1:{port}", FetchEverySeconds = 2, PrivateNetworks = ["127.0.0.0/8"] },
                });
                await server.StartAsync(TestContext.Current.CancellationToken);
                village._servers.Add((server, folder));
                village.Nodes.Add(server.App.Services.GetRequiredService<IntelligenceRoom>());
            }

            foreach (var node in village.Nodes)
            {
                foreach (var other in village.Nodes.Where(o => o != node)) node.Roster.Put(village.Member(other));
                node.Community!.Node.Connect();
            }

            return village;
        }

        public Member Member(IntelligenceRoom node)
        {
            var (clearance, groups) = Rights[Nodes.IndexOf(node) % Rights.Length];
            var self = node.Roster.All.First(m => m.Key.Identity == node.Identity);
            return self with { Clearance = clearance, Groups = groups };
        }

        public string KeyOf(int number) => Path.Combine(_servers[number].Folder, "data", "peer.key");

        public async Task LoseAsync(int number)
        {
            _lost.Add(Nodes[number]);
            await _servers[number].Server.DisposeAsync();
        }

        public async Task UntilAsync(Func<bool> holds)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            while (!holds()) await timer.WaitForNextTickAsync(patience.Token);
        }

        public async ValueTask DisposeAsync()
        {
            for (var i = 0; i < _servers.Count; i++)
            {
                if (!_lost.Contains(Nodes[i])) await _servers[i].Server.DisposeAsync();
                Directory.Delete(_servers[i].Folder, recursive: true);
            }
        }

        static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
