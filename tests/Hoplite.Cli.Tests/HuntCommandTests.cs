using System.Text.Json;

namespace Hoplite.Cli.Tests;

public sealed class HuntCommandTests : IDisposable
{
    const string Events =
        """
        {"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","Computer":"WS1","Image":"C:\\Windows\\System32\\vssadmin.exe","CommandLine":"vssadmin delete shadows /all","ProcessId":"100","@timestamp":"2026-03-01T10:00:00Z"}
        {"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","Computer":"WS2","Image":"C:\\Windows\\System32\\cmd.exe","CommandLine":"=cmd|' /c calc'!A0 \u001b[31mred","ProcessId":"101","@timestamp":"2026-03-02T10:00:00Z"}

        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-hunt-test-");
    readonly string _log;

    public HuntCommandTests()
    {
        _log = Path.Combine(_folder.FullName, "log.json");
        File.WriteAllText(_log, Events);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_question_is_answered_from_files()
    {
        var (exit, output, _) = Program.Run("hunt", "where command_line contains 'DELETE' | project host, command_line", _log);
        Assert.Equal(0, exit);
        Assert.Contains("WS1", output, StringComparison.Ordinal);
        Assert.Contains("1 row in", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_is_shown_with_carets_and_a_hint_and_is_exit_code_2()
    {
        var (exit, _, errors) = Program.Run("hunt", "events | wher a == 1", _log);
        Assert.Equal(2, exit);
        Assert.Equal(["hoplite: line 1, column 10: there is no step wher", "  events | wher a == 1", "           ^^^^", "  did you mean where?"], errors.TrimEnd().Split('\n').Select(l => l.TrimEnd('\r')));
    }

    [Fact]
    public void Cells_of_csv_are_no_formulas_and_steer_no_terminal()
    {
        var (exit, output, _) = Program.Run("hunt", "where host == 'WS2' | project command_line, process_pid", _log, "--format", "csv");
        Assert.Equal(0, exit);
        Assert.Equal("command_line,process_pid\n'=cmd|' /c calc'!A0 \uFFFD[31mred,101\n", output.Replace("\r", "", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_shown_on_a_terminal_cannot_steer_it()
    {
        var (_, output, _) = Program.Run("hunt", "where host == 'WS2'", _log);
        Assert.DoesNotContain('\u001b', output);
        Assert.Contains("\\x1b[31mred", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_columns_and_rows()
    {
        var (_, output, _) = Program.Run("hunt", "summarize n = count() by host | sort by host asc", _log, "--format", "json", "--until", "2026-03-02");
        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal("host", json.GetProperty("columns")[0].GetProperty("name").GetString());
        Assert.Equal(1, json.GetProperty("rows").GetArrayLength());
        var (_, lines, _) = Program.Run("hunt", "sort by host asc | project host, n = process_pid", _log, "--format", "jsonl", "--limit", "1");
        Assert.Equal("{\"host\":\"WS1\",\"n\":100}", lines.Trim());
    }

    [Fact]
    public void A_hunt_is_listed_run_and_turned_into_a_rule()
    {
        Assert.Contains("shadow_copies", Program.Run("hunt", "--list").Output, StringComparison.Ordinal);
        Assert.Contains("WS1", Program.Run("hunt", "--hunt", "shadow_copies", _log).Output, StringComparison.Ordinal);
        Assert.Contains("category: 'process_creation'", Program.Run("hunt", "--hunt", "shadow_copies", "--to-sigma").Output, StringComparison.Ordinal);
        Assert.Equal(2, Program.Run("hunt", "--hunt", "rare_ports", "--to-sigma").Exit);
    }

    [Fact]
    public void A_query_is_explained_without_evidence()
    {
        var (exit, output, _) = Program.Run("hunt", "where host == 'x' | count", "--explain");
        Assert.Equal(0, exit);
        Assert.Contains("SELECT count(*)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_is_asked_and_its_answer_shown()
    {
        var (exit, output, _, request) = await AskAsync(200, """{"columns":[{"name":"time","type":"datetime"},{"name":"n","type":"long"}],"rows":[["2026-03-01T10:00:00Z",5]],"truncated":false,"elapsedMs":12,"warnings":[]}""");
        Assert.Equal(0, exit);
        Assert.Equal("{\"time\":\"2026-03-01T10:00:00Z\",\"n\":5}", output.Trim());
        Assert.Equal("events | count", JsonDocument.Parse(request.Body).RootElement.GetProperty("query").GetString());
        Assert.Equal("Bearer secret", request.Token);
    }

    [Theory]
    [InlineData(400, """{"message":"there is no column x","line":1,"column":10,"length":5,"hint":"did you mean y?"}""", "hoplite: line 1, column 10: there is no column x\n  events | count\n           ^^^^^\n  did you mean y?")]
    [InlineData(403, """{"title":"this token may not hunt"}""", "hoplite: the server refuses: this token may not hunt")]
    [InlineData(401, "", "hoplite: the server wants a token: --token or the variable HOPLITE_TOKEN")]
    [InlineData(200, """{"columns":[],"rows":[[1]],"truncated":false,"elapsedMs":1,"warnings":[]}""", null)]
    [InlineData(200, "<html>", null)]
    public async Task What_a_server_refuses_is_one_clear_sentence(int status, string answer, string? said)
    {
        var (exit, _, errors, _) = await AskAsync(status, answer);
        Assert.Equal(2, exit);
        if (said is not null) Assert.Equal(said, errors.Trim().ReplaceLineEndings("\n"));
        else Assert.EndsWith("is not that of a Hoplite server", errors.Trim(), StringComparison.Ordinal);
    }

    static async Task<(int Exit, string Output, string Errors, (string Body, string? Token) Request)> AskAsync(int status, string answer)
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var served = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            string? token = null;
            var length = 0;
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
            {
                if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(line.AsSpan(15), System.Globalization.CultureInfo.InvariantCulture);
                if (line.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase)) token = line[14..].Trim();
            }

            var body = new char[length];
            await reader.ReadBlockAsync(body);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {System.Text.Encoding.UTF8.GetByteCount(answer)}\r\nConnection: close\r\n\r\n{answer}"));
            return (new string(body), token);
        });
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var (exit, output, errors) = await Task.Run(() => Program.Run("hunt", "events | count", "--server", $"http://127.0.0.1:{port}", "--token", "secret", "--format", "jsonl"));
        return (exit, output, errors, await served);
    }

    [Theory]
    [InlineData("hunt", "count")]
    [InlineData("hunt")]
    [InlineData("hunt", "count", "/no/such/place")]
    [InlineData("hunt", "--hunt", "no-such-hunt", ".")]
    [InlineData("hunt", "count", ".", "--since", "yesterday")]
    [InlineData("hunt", "count", "--server", "not an address")]
    [InlineData("hunt", "count", "--server", "http://127.0.0.1:9")]
    public void What_cannot_be_asked_is_exit_code_2(params string[] arguments)
    {
        var (exit, _, errors) = Program.Run(arguments);
        Assert.Equal(2, exit);
        Assert.StartsWith("hoplite: ", errors, StringComparison.Ordinal);
    }
}
