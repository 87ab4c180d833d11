using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Hoplite.Detection.Rules;

namespace Hoplite.Detection.Tests.Rules;

public sealed class RuleUpdateTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-test-");
    readonly HttpListener _server = new();
    readonly Dictionary<string, byte[]> _files = [];
    readonly Uri _address;
    readonly HttpClient _http = new();

    public RuleUpdateTests()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            _address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        _server.Prefixes.Add(_address.ToString());
        _server.Start();
        _ = ServeAsync();
    }

    public void Dispose()
    {
        _server.Close();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_pack_with_the_right_checksum_is_installed_and_the_one_before_is_kept()
    {
        var store = new RuleStore(_folder.FullName);
        var update = new RuleUpdate(store, _http);
        Offer("one.zip", Zip(("rules/a.yml", Rule("a"))));
        Offer("two.zip", Zip(("rules/b.yml", Rule("b"))));
        await update.RunAsync(new Uri(_address, "one.zip"), null, TestContext.Current.CancellationToken);
        var rules = await update.RunAsync(new Uri(_address, "two.zip"), null, TestContext.Current.CancellationToken);
        Assert.Equal("b", Assert.Single(rules.Rules).Info.Title);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "previous", "rules", "a.yml")));
        update.Rollback();
        Assert.True(File.Exists(Path.Combine(store.Current!, "rules", "a.yml")));
    }

    [Fact]
    public async Task A_wrong_checksum_changes_nothing()
    {
        Offer("one.zip", Zip(("a.yml", Rule("a"))));
        var store = new RuleStore(_folder.FullName);
        var wrong = new string('0', 64);
        var failure = await Assert.ThrowsAsync<RuleUpdateException>(() => new RuleUpdate(store, _http).RunAsync(new Uri(_address, "one.zip"), wrong, TestContext.Current.CancellationToken));
        Assert.Contains("checksum", failure.Message, StringComparison.Ordinal);
        Assert.Null(store.Current);
    }

    [Theory]
    [InlineData("../outside.yml")]
    [InlineData("/tmp/hoplite-outside.yml")]
    public async Task An_archive_that_writes_outside_its_folder_is_refused(string name)
    {
        Offer("bad.zip", Zip((name, Rule("a"))));
        var store = new RuleStore(_folder.FullName);
        await Assert.ThrowsAsync<RuleUpdateException>(() => new RuleUpdate(store, _http).RunAsync(new Uri(_address, "bad.zip"), null, TestContext.Current.CancellationToken));
        Assert.Null(store.Current);
    }

    [Fact]
    public async Task A_damaged_archive_is_refused_with_a_sentence()
    {
        Offer("bad.zip", "PK not really"u8.ToArray());
        var failure = await Assert.ThrowsAsync<RuleUpdateException>(() => new RuleUpdate(new RuleStore(_folder.FullName), _http).RunAsync(new Uri(_address, "bad.zip"), null, TestContext.Current.CancellationToken));
        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
    }

    static string Rule(string title) => $"title: {title}\nlogsource:\n  product: windows\n  service: security\ndetection:\n  sel:\n    EventID: 1\n  condition: sel\n";

    static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }

        return memory.ToArray();
    }

    void Offer(string name, byte[] archive)
    {
        _files["/" + name] = archive;
        _files["/" + name + ".sha256"] = System.Text.Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(archive))}  {name}\n");
    }

    async Task ServeAsync()
    {
        while (_server.IsListening)
        {
            HttpListenerContext request;
            try
            {
                request = await _server.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            if (_files.TryGetValue(request.Request.Url!.AbsolutePath, out var body)) request.Response.OutputStream.Write(body);
            else request.Response.StatusCode = 404;
            request.Response.Close();
        }
    }
}
