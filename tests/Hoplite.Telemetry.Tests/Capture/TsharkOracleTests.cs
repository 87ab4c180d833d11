using System.Diagnostics;
using Hoplite.Telemetry.Tests.Text;
using Hoplite.Tests;

namespace Hoplite.Telemetry.Tests.Capture;

/// <summary>What tshark reads of recorded captures beside what we read; skips where there is no tshark.</summary>
public sealed class TsharkOracleTests(ITestOutputHelper output)
{
    static readonly (string Field, string Service, string Name)[] Pairs =
    [
        ("tls.handshake.extensions_server_name", "ssl", "server_name"), ("tls.handshake.ja3", "ssl", "ja3"), ("dns.qry.name", "dns", "query"),
        ("http.request.uri", "http", "uri"), ("http.host", "http", "host"), ("http.user_agent", "http", "user_agent"),
    ];

    [Fact]
    public void Names_and_fingerprints_are_those_that_tshark_reads()
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(SharedData.Require("zeek-suricata/suricata-verify/tests"), "*.pcap*", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(SharedData.Require("network/zeek/testing/btest/Traces"), "*.pcap", SearchOption.AllDirectories),
        ];
        var theirs = new HashSet<string>[files.Length][];
        try
        {
            Parallel.For(0, files.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => theirs[i] = Ask(files[i]));
        }
        catch (AggregateException e) when (e.InnerExceptions.All(i => i is System.ComponentModel.Win32Exception))
        {
            Assert.Skip("tshark is not installed");
        }

        int values = 0, equal = 0;
        for (var i = 0; i < files.Length; i++)
        {
            var read = ReadCapture.File(files[i]);
            for (var field = 0; field < Pairs.Length; field++)
            {
                var ours = read.Of(Pairs[field].Service).SelectMany(e => e.All(Pairs[field].Name)).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
                values += theirs[i][field].Count;
                equal += theirs[i][field].Count(ours.Contains);
                foreach (var value in theirs[i][field].Except(ours, StringComparer.OrdinalIgnoreCase))
                    output.WriteLine($"{Path.GetFileName(Path.GetDirectoryName(files[i]))}: {Pairs[field].Field} {value} is not read");
            }
        }

        output.WriteLine($"{files.Length} captures, {equal} of {values} values that tshark reads are read");
        Assert.True(equal >= values * 9 / 10, $"{equal} of {values}");
    }

    static HashSet<string>[] Ask(string file)
    {
        var start = new ProcessStartInfo("tshark") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-n", "-r", file, "-T", "fields", "-E", "occurrence=a", "-E", "aggregator=\u0001" }) start.ArgumentList.Add(argument);
        foreach (var pair in Pairs)
        {
            start.ArgumentList.Add("-e");
            start.ArgumentList.Add(pair.Field);
        }

        var found = Pairs.Select(_ => new HashSet<string>(StringComparer.OrdinalIgnoreCase)).ToArray();
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            for (var i = 0; i < cells.Length && i < found.Length; i++)
                foreach (var value in cells[i].Split('\u0001', StringSplitOptions.RemoveEmptyEntries)) found[i].Add(Pairs[i].Field == "http.host" ? value.Split(':')[0] : value);
        }

        process.WaitForExit();
        return found;
    }
}
