using System.Text.Json.Nodes;
using Hoplite.Agents.Models;
using Hoplite.Agents.Providers;
using Hoplite.Agents.Tests.Faults;
using Hoplite.Agents.Tests.Models;

namespace Hoplite.Agents.Tests.Providers;

/// <summary>The two protocols besides OpenAI's, through the clients of their vendors and the same steps.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class OtherProtocolsTests : IDisposable
{
    const string Answer = """{"playbook":"none","confidence":1,"review":true}""";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-test-");

    static CancellationToken Now => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("end_turn", Answer, null)]
    [InlineData("max_tokens", Answer, ModelFailure.BadAnswer)]
    [InlineData("refusal", Answer, ModelFailure.Unavailable)]
    [InlineData("tool_use", Answer, ModelFailure.BadAnswer)]
    [InlineData("end_turn", """{"playbook":"close"}""", ModelFailure.BadAnswer)]
    [InlineData("end_turn", "", ModelFailure.Unavailable)]
    public async Task Anthropic_is_asked_and_its_answer_is_looked_at(string stop, string text, ModelFailure? failure)
    {
        string? key = null, path = null;
        await using var server = (await FaultServer.StartAsync()).Answer(request =>
        {
            (key, path) = (request.Http.Request.Headers.Authorization, request.Http.Request.Path);
            return request.WriteAsync(new JsonObject
            {
                ["id"] = "msg_1", ["type"] = "message", ["role"] = "assistant", ["model"] = request.Model, ["stop_reason"] = stop, ["stop_sequence"] = null,
                ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }), ["usage"] = new JsonObject { ["input_tokens"] = 150, ["output_tokens"] = 20 },
            });
        });
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", new Uri(server.Url, "/")) with { Kind = ProviderKind.Anthropic, KeyFile = Key() }));
        var (answer, tries) = await desk.TryAsync(DeskForTests.Question(), Now);
        Assert.True(answer.Failure == failure, string.Join(", ", tries));
        Assert.Equal(("Bearer sk-test", "/v1/messages"), (key, path));
        Check(Assert.Single(server.Requests));
    }

    [Theory]
    [InlineData("stop", Answer, null)]
    [InlineData("length", Answer, ModelFailure.BadAnswer)]
    [InlineData("stop", "no JSON", ModelFailure.BadAnswer)]
    [InlineData("stop", "", ModelFailure.Unavailable)]
    public async Task Ollama_is_asked_and_its_answer_is_looked_at(string stop, string text, ModelFailure? failure)
    {
        string? path = null;
        await using var server = (await FaultServer.StartAsync()).Answer(request =>
        {
            path = request.Http.Request.Path;
            return request.WriteAsync(new JsonObject
            {
                ["model"] = request.Model, ["created_at"] = "2026-03-01T00:00:00Z", ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
                ["done"] = true, ["done_reason"] = stop, ["prompt_eval_count"] = 150, ["eval_count"] = 20,
            });
        });
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", new Uri(server.Url, "/")) with { Kind = ProviderKind.Ollama }));
        var (answer, tries) = await desk.TryAsync(DeskForTests.Question(), Now);
        Assert.True(answer.Failure == failure, string.Join(", ", tries));
        Assert.Equal("/api/chat", path);
        Check(Assert.Single(server.Requests));
    }

    [Theory]
    [InlineData(ProviderKind.Anthropic)]
    [InlineData(ProviderKind.Ollama)]
    public async Task Their_clients_repeat_nothing_by_themselves_and_no_fault_gets_out_of_them(ProviderKind kind)
    {
        foreach (var name in (string[])["answers 401", "sends somewhere else", "is 50 megabytes long and does not say so", "is 10,000 levels deep", "answers with a list", "answers with an empty object", "is not UTF-8", "hangs after the headers"])
        {
            await using var server = (await FaultServer.StartAsync()).Answer(Fault.Named(name));
            using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", new Uri(server.Url, "/")) with { Kind = kind, KeyFile = Key() }));
            var answer = await desk.AskAsync(DeskForTests.Question(), Now);
            Assert.True(answer.Failure is ModelFailure.BadAnswer or ModelFailure.Unavailable, $"{name}: {answer.Failure}");
            Assert.Single(server.Requests);
        }
    }

    static void Check(byte[] request)
    {
        var body = JsonNode.Parse(request)!;
        Assert.True((body["tools"]?.AsArray().Count ?? 0) == 0 && body["stream"]?.GetValue<bool>() is not true, body.ToJsonString());
    }

    string Key()
    {
        var path = Path.Combine(_folder.FullName, "key");
        File.WriteAllText(path, "sk-test");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
