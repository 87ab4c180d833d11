using Hoplite.Server.Listeners.Tail;

namespace Hoplite.Server.Tests.Listeners;

public sealed class TailTests
{
    [Fact]
    public async Task A_file_that_is_renamed_is_read_to_its_end_before_the_new_one()
    {
        await using var bench = new Workbench();
        var log = Path.Combine(bench.Folder, "app.log");
        await File.WriteAllTextAsync(log, "one\ntwo\n", TestContext.Current.CancellationToken);
        using var tail = new FileTail(log, bench.Sources.Seen("file", log), bench.Intake);
        await DrainAsync(tail);
        await File.AppendAllTextAsync(log, "three\n", TestContext.Current.CancellationToken);
        File.Move(log, log + ".1");
        await File.WriteAllTextAsync(log, "four, in a new file\n", TestContext.Current.CancellationToken);
        await DrainAsync(tail);
        Assert.Equal(["one", "two", "three", "four, in a new file"], bench.Lines());
    }

    [Fact]
    public async Task After_a_restart_no_line_is_read_twice_and_none_is_left_out_though_the_file_was_renamed_meanwhile()
    {
        await using var bench = new Workbench();
        var log = Path.Combine(bench.Folder, "app.log");
        await File.WriteAllTextAsync(log, "one\ntwo\nhalf", TestContext.Current.CancellationToken);
        using (var tail = new FileTail(log, bench.Sources.Seen("file", log), bench.Intake)) await DrainAsync(tail);
        await bench.RestartAsync();
        await File.AppendAllTextAsync(log, " and half\n", TestContext.Current.CancellationToken);
        File.Move(log, log + ".1");
        await File.WriteAllTextAsync(log, "new\n", TestContext.Current.CancellationToken);
        using (var tail = new FileTail(log, bench.Sources.Seen("file", log), bench.Intake)) await DrainAsync(tail);
        Assert.Equal(["one", "two", "half and half", "new"], bench.Lines());
    }

    [Fact]
    public async Task A_file_that_is_cut_off_is_begun_anew()
    {
        await using var bench = new Workbench();
        var log = Path.Combine(bench.Folder, "app.log");
        await File.WriteAllTextAsync(log, "a long first line\nand a second\n", TestContext.Current.CancellationToken);
        using var tail = new FileTail(log, bench.Sources.Seen("file", log), bench.Intake);
        await DrainAsync(tail);
        await File.WriteAllTextAsync(log, "short\n", TestContext.Current.CancellationToken);
        await DrainAsync(tail);
        Assert.Equal("short", bench.Lines()[^1]);
        Assert.Equal(3, bench.Lines().Length);
    }

    [Fact]
    public async Task The_head_that_names_the_columns_goes_before_every_delivery()
    {
        await using var bench = new Workbench();
        var log = Path.Combine(bench.Folder, "conn.log");
        await File.WriteAllTextAsync(log, "#separator \\x09\n#path\tconn\n#fields\tts\tuid\n1\tC1\n", TestContext.Current.CancellationToken);
        using var tail = new FileTail(log, bench.Sources.Seen("file", log), bench.Intake);
        await DrainAsync(tail);
        await File.AppendAllTextAsync(log, "2\tC2\n", TestContext.Current.CancellationToken);
        await DrainAsync(tail);
        Assert.StartsWith("#separator", System.Text.Encoding.UTF8.GetString(bench.Deliveries()[1].Payload.Span), StringComparison.Ordinal);
        Assert.Equal("2\tC2", bench.Lines()[^1]);
    }

    static async Task DrainAsync(FileTail tail)
    {
        while (await tail.ReadAsync(TestContext.Current.CancellationToken))
        {
            // Until nothing is left.
        }
    }
}
