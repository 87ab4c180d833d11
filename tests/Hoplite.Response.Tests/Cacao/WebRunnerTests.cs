using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Commands;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Tests.Cacao;

public class WebRunnerTests
{
    /// <summary>A server that answers each request by what a function makes of it, or cuts the connection.</summary>
    sealed class Server : IDisposable
    {
        readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Server(Func<string, string?> answer)
        {
            _listener.Start();
            _ = Task.Run(async () =>
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await using var stream = client.GetStream();
                    var text = "";
                    var buffer = new byte[8192];
                    while (!IsWhole(text) && await stream.ReadAsync(buffer) is > 0 and var read) text += Encoding.UTF8.GetString(buffer, 0, read);
                    Requests.Add(text);
                    if (answer(text) is { } said) await stream.WriteAsync(Encoding.UTF8.GetBytes(said));
                }
            });
        }

        public List<string> Requests { get; } = [];

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public Party Party => Calls.At("http-api", $"http://127.0.0.1:{Port}", 0);

        public static string Answer(int status, string body = "", string more = "") => $"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{more}\r\n{body}";

        static bool IsWhole(string text)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) return false;
            var length = text.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
            return length is null || text.Length - end - 4 >= int.Parse(length[16..], System.Globalization.CultureInfo.InvariantCulture);
        }

        public void Dispose() => _listener.Dispose();
    }

    static readonly Func<string, string?> Secrets = name => name == "s" ? "hidden" : null;

    [Fact]
    public async Task A_request_carries_its_key_and_its_login_and_2xx_is_done()
    {
        using var server = new Server(_ => Server.Answer(200, "42"));
        var call = Calls.Of(CommandKind.HttpApi, "POST /block HTTP/1.1", server.Party, Calls.Login("http-basic"), """{"a":1}""", outArgs: "__n__");
        var done = Assert.IsType<CommandResult.Done>(await new HttpApiRunner(Secrets).RunAsync(call, default));
        Assert.Equal("42", done.Outputs["__n__"]);
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /block HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains($"Idempotency-Key: {call.Key}", request, StringComparison.Ordinal);
        Assert.Contains($"Basic {Convert.ToBase64String("ada:hidden"u8)}", request, StringComparison.Ordinal);
        Assert.EndsWith("""{"a":1}""", request, StringComparison.Ordinal);
        await new HttpApiRunner(Secrets).RunAsync(Calls.Of(CommandKind.HttpApi, "GET status HTTP1.1", server.Party, Calls.Login("oauth2", header: "Authorization: Bearer")), default);
        Assert.Contains("Authorization: Bearer hidden", server.Requests[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, typeof(CommandResult.Failed))]
    [InlineData(500, typeof(CommandResult.Unknown))]
    [InlineData(503, typeof(CommandResult.Failed))]
    [InlineData(204, typeof(CommandResult.Done))]
    public async Task The_status_says_what_came_of_it(int status, Type result)
    {
        using var server = new Server(_ => Server.Answer(status));
        Assert.IsType(result, await new HttpApiRunner(Secrets).RunAsync(Calls.Of(CommandKind.HttpApi, "POST /x HTTP/1.1", server.Party), default));
    }

    [Fact]
    public async Task A_connection_cut_after_the_request_leaves_the_outcome_unknown_but_not_for_one_without_effect()
    {
        using var server = new Server(_ => null);
        Assert.IsType<CommandResult.Unknown>(await new HttpApiRunner(Secrets).RunAsync(Calls.Of(CommandKind.HttpApi, "POST /x HTTP/1.1", server.Party), default));
        Assert.IsType<CommandResult.Failed>(await new HttpApiRunner(Secrets).RunAsync(Calls.Of(CommandKind.HttpApi, "GET /x HTTP/1.1", server.Party), default));
        var closed = server.Party;
        server.Dispose();
        Assert.IsType<CommandResult.Failed>(await new HttpApiRunner(Secrets).RunAsync(Calls.Of(CommandKind.HttpApi, "POST /x HTTP/1.1", closed), default));
    }

    [Fact]
    public async Task A_redirect_is_followed_on_the_same_host_only()
    {
        using var elsewhere = new Server(_ => Server.Answer(200, "stolen"));
        using var server = new Server(r => r.StartsWith("GET /here", StringComparison.Ordinal) ? Server.Answer(200, "home")
            : Server.Answer(302, "", r.StartsWith("GET /far", StringComparison.Ordinal) ? $"Location: http://127.0.0.1:{elsewhere.Port}/\r\n" : "Location: /here\r\n"));
        Assert.Equal("home", Assert.IsType<CommandResult.Done>(await new HttpApiRunner(Secrets).RunAsync(Calls.Of(CommandKind.HttpApi, "GET /near HTTP/1.1", server.Party), default)).Text);
        Assert.Contains("another host", Assert.IsType<CommandResult.Failed>(await new HttpApiRunner(Secrets).RunAsync(Calls.Of(CommandKind.HttpApi, "GET /far HTTP/1.1", server.Party), default)).Sentence, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_secret_goes_only_where_it_belongs_and_never_from_clear_text()
    {
        using var server = new Server(_ => Server.Answer(200));
        async Task<string> RefusedAsync(string command, AuthenticationInfo login) =>
            Assert.IsType<CommandResult.Failed>(await new HttpApiRunner(Secrets).RunAsync(Calls.Of(CommandKind.HttpApi, command, server.Party, login), default)).Sentence;
        Assert.Contains("names no secret", await RefusedAsync("GET /x HTTP/1.1", Calls.Login("http-basic", null)), StringComparison.Ordinal);
        Assert.Contains("no secret called", await RefusedAsync("GET /x HTTP/1.1", Calls.Login("http-basic", "other")), StringComparison.Ordinal);
        Assert.Contains("not one for", await RefusedAsync($"GET http://localhost:{server.Port}/x HTTP/1.1", Calls.Login("http-basic")), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task OpenC2_goes_to_what_acts_here_or_over_HTTP_and_its_own_status_counts()
    {
        const string Deny = """{"action":"deny","target":{"ipv4_net":"1.2.3.4"}}""";
        JsonObject? given = null;
        var runner = new OpenC2Runner(Secrets, (command, call) =>
        {
            given = command;
            return ValueTask.FromResult<CommandResult>(new CommandResult.WaitsForApproval("deny"));
        });
        Assert.IsType<CommandResult.WaitsForApproval>(await runner.RunAsync(Calls.Of(CommandKind.OpenC2Http, "POST /.well-known/openc2 HTTP/1.1", body: Deny), default));
        Assert.Equal("deny", given!["action"]!.ToString());
        using var server = new Server(r => Server.Answer(200, r.Contains("query", StringComparison.Ordinal) ? """{"status":200,"results":{}}""" : """{"status":404}"""));
        var call = Calls.Of(CommandKind.OpenC2Http, "POST /.well-known/openc2 HTTP/1.1", server.Party, body: Deny);
        Assert.Contains("404", Assert.IsType<CommandResult.Failed>(await runner.RunAsync(call, default)).Sentence, StringComparison.Ordinal);
        Assert.IsType<CommandResult.Done>(await runner.RunAsync(Calls.Of(CommandKind.OpenC2Http, "POST /.well-known/openc2 HTTP/1.1", server.Party, body: """{"action":"query","target":{"features":[]}}"""), default));
        Assert.Contains("Content-Type: application/openc2+json; version=1.0", server.Requests[0], StringComparison.Ordinal);
        Assert.Contains($"X-Request-ID: {call.Key}", server.Requests[0], StringComparison.Ordinal);
        Assert.IsType<CommandResult.Failed>(await runner.RunAsync(Calls.Of(CommandKind.OpenC2Http, "POST / HTTP/1.1", body: "{}"), default));
    }
}
