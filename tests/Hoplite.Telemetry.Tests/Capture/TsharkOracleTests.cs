using System.Diagnostics;
using Hoplite.Telemetry.Tests.Text;
using Hoplite.Tests;

namespace Hoplite.Telemetry.Tests.Capture;

/// <summary>What tshark reads of recorded captures beside what we read; skips where there is no tshark.</summary>
public sealed class TsharkOracleTests(ITestOutputHelper output)
{
    [Fact]
    public void Questions_names_and_fingerprints_are_those_that_tshark_reads()
    {
        var files = Directory.EnumerateFiles(SharedData.Require("zeek-suricata/suricata-verify/tests"), "*.pcap*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(SharedData.Require("network/zeek/testing/btest/Traces"), "*.pcap", SearchOption.AllDirectories)).Order(StringComparer.Ordinal);
        int captures = 0, values = 0, equal = 0;
        foreach (var file in files)
        {
            captures++;
            var read = ReadCapture.File(file);
            Compare(file, "tls.handshake.extensions_server_name", read.Of("ssl").Select(e => e["server_name"]), "tls.handshake.type==1");
            Compare(file, "tls.handshake.ja3", read.Of("ssl").Select(e => e["ja3"]), "tls.handshake.type==1");
            Compare(file, "dns.qry.name", read.Of("dns").Where(e => e["id.resp_p"] != "137").Select(e => e["query"]), "dns && !mdns && !llmnr");
            Compare(file, "http.request.uri", read.Of("http").Select(e => e["uri"]), "http.request");
            Compare(file, "http.host", read.Of("http").Select(e => e["host"]), "http.request");
            Compare(file, "smb2.filename", read.Of("smb_files").Select(e => e["name"]), "smb2.cmd==5 && smb2.flags.response==1 && smb2.nt_status==0");
            Compare(file, "kerberos.etype", read.Of("kerberos").Select(e => e["cipher"] is null ? null : "x"), "kerberos.msg_type==13", text => text.Length > 0 ? "x" : "");
        }

        output.WriteLine($"{captures} captures, {equal} of {values} values that tshark reads are read");
        Assert.True(equal >= values * 95L / 100, $"{equal} of {values}");

        void Compare(string file, string field, IEnumerable<string?> mine, string filter, Func<string, string>? shape = null)
        {
            var ours = mine.OfType<string>().Where(v => v.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var theirs = Ask(file, field, filter).Select(shape ?? Shape).Where(v => v.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
            values += theirs.Count;
            equal += theirs.Count(ours.Contains);
            foreach (var value in theirs.Except(ours, StringComparer.OrdinalIgnoreCase)) output.WriteLine($"{Path.GetFileName(Path.GetDirectoryName(file))}: {field} {value} is not read");
        }

        string Shape(string text) => text.Split(':')[0];
    }

    static string[] Ask(string file, string field, string filter)
    {
        var start = new ProcessStartInfo("tshark") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-r", file, "-Y", filter, "-T", "fields", "-E", "occurrence=f", "-e", field }) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var lines = new List<string>();
            while (process.StandardOutput.ReadLine() is { } line) lines.Add(line.Trim());
            process.WaitForExit();
            return [.. lines.Distinct(StringComparer.Ordinal)];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("tshark is not installed");
            return [];
        }
    }
}
