using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Hoplite.Server.Configuration;
using Hoplite.Server.Intelligence;
using Hoplite.Server.Tests.Hosting;
using Hoplite.Server.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>Platforms that belong to a community, and what is sent to them.</summary>
static class IntelligenceSite
{
    public const string Base = "/api/v1/intelligence";
    public const string Attacker = "45.155.205.233";

    public static async Task<PlatformSite> MemberAsync(string name, Func<ServeOptions, ServeOptions>? change = null)
    {
        // The address belongs to what others are told, so the port has to be known first.
        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        return await PlatformSite.StartAsync(change: o => (change?.Invoke(o) ?? o) with
        {
            Web = o.Web with { Port = port },
            Intelligence = o.Intelligence with
            {
                Community = "valley", Name = name, Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), PrivateNetworks = ["127.0.0.0/8"], FetchEverySeconds = 1, ObjectionMinutes = change is null ? o.Intelligence.ObjectionMinutes : 0,
            },
        });
    }

    public static IntelligenceRoom Room(this PlatformSite site) => site.Server.App.Services.GetRequiredService<IntelligenceRoom>();

    public static async Task<string> InviteAsync(this PlatformSite site, string guest)
    {
        var answer = await site.Admin.PostAsync(Base + "/invitations", new { guest, clearance = "AMBER" });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return (string)answer.Json!["text"]!;
    }

    public static async Task<(PlatformSite Host, PlatformSite Guest)> PairAsync()
    {
        var (host, guest) = (await MemberAsync("North"), await MemberAsync("South"));
        var joined = await guest.Admin.PostAsync(Base + "/join", new { invitation = await host.InviteAsync("South") });
        Assert.True(joined.Status == HttpStatusCode.OK, joined.Text);
        Assert.Equal(2, (int)joined.Json!["members"]!);
        return (host, guest);
    }

    public static async Task<JsonNode> PeersAsync(this PlatformSite site) => (await site.Admin.GetAsync(Base + "/peers")).Json!;

    public static JsonObject Bundle(string address) => new()
    {
        ["type"] = "bundle", ["id"] = "bundle--5d0092c5-5f74-4287-9642-33f4c354e56d",
        ["objects"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "indicator", ["spec_version"] = "2.1", ["id"] = "indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f", ["created"] = "2024-01-01T00:00:00.000Z", ["modified"] = "2024-01-01T00:00:00.000Z",
                ["pattern"] = $"[ipv4-addr:value = '{address}']", ["pattern_type"] = "stix", ["valid_from"] = "2024-01-01T00:00:00Z",
            },
            new JsonObject { ["type"] = "indicator", ["spec_version"] = "2.1", ["id"] = "indicator--no" }),
    };

    /// <summary>One login from an address.</summary>
    public static string Login(DateTimeOffset time, string address) => $"<38>1 {time:yyyy-MM-ddTHH:mm:ssZ} web01 sshd 1999 - - Accepted password for root from {address} port 41999 ssh2";

    public static Task<Answer> AddAsync(this PlatformSite site, string value) => site.Admin.PostAsync(Base + "/indicators", new { value });
}
