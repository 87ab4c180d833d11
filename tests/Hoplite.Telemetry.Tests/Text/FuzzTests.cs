using System.Globalization;
using System.Text;
using CsCheck;
using Hoplite.Telemetry.Scanning;
using Hoplite.Telemetry.Tests.Scanning;

namespace Hoplite.Telemetry.Tests.Text;

public class FuzzTests
{
    static readonly string[] Samples =
    [
        "Feb  3 06:55:46 gate sshd[24200]: Failed password for invalid user x from 10.0.0.1 port 22 ssh2\nFeb  3 06:55:46 h sudo: b : TTY=p ; PWD=/ ; USER=root ; COMMAND=/bin/sh\nFeb  3 06:55:46 h su[1]: FAILED SU (to root) bob on pts/1\nFeb  3 06:55:46 h CRON[9]: (root) CMD (a)\n",
        "<165>1 2003-10-11T22:14:15.003Z host ev 77 ID47 [ex@1 iut=\"3\" say=\"a \\\"b\\\" ]\"][y z=\"1\"] the message\n<189>12: *Mar  1 18:46:11: %SYS-5-CONFIG_I: x\n",
        "Feb  3 06:55:46 h sshd[1]: pam_unix(sshd:auth): authentication failure; logname= uid=0 rhost=1.2.3.4 user=root\nFeb  3 06:55:46 h kernel: [UFW BLOCK] IN=eth0 OUT= SRC=1.1.1.1 DST=2.2.2.2 SPT=1 DPT=2\n",
        "CEF:0|Fortinet|Fortigate|6.0|0419|a \\| b|7|src=10.0.0.1 msg=two words \\= three dst=10.0.0.2\nLEEF:2.0|IBM|QRadar|7|login|^|usrName=bob^src=10.0.0.1\n",
        "date=2019-05-10 time=11:37:47 logid=\"0000000013\" type=\"traffic\" msg=\"a \\\"b\\\" c\" eventtime=1557513467369913239\n",
        "type=SYSCALL msg=audit(1364481363.243:24287): a0=7ff comm=\"cat\"\ntype=EXECVE msg=audit(1364481363.243:24287): argc=2 a0=\"cat\" a1=2F746D70\ntype=USER_LOGIN msg=audit(1.2:3): msg='op=login acct=\"root\"'\n",
        "time,name,\"the text\"\n1642213952,a,\"one, \"\"two\"\"\nthree\"\n1,b,c\n",
        "#separator \\x09\n#set_separator\t,\n#path\tdns\n#fields\tts\tid.orig_h\tanswers\n#types\ttime\taddr\tvector[string]\n1521911720.865716\t10.0.0.1\ta,b\\x2cc\n",
        "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time c-ip cs-uri-stem cs-uri-query cs(Referer)\n2021-03-04 05:06:07 10.0.0.1 /a x=1 -\n",
        "www:1 10.0.0.1 - bob [10/Oct/2000:13:55:36 -0700] \"GET /a?b=c HTTP/1.1\" 404 2326 \"http://x/\" \"M \\\"q\\\"\"\n",
        "[Fri Dec 16 01:46:23.123456 2005] [core:error] [pid 12:tid 34] [client 1.2.3.4:55] x\n2024/01/02 03:04:05 [error] 31#32: *1 open() failed, client: 1.2.3.4, server: x\n",
        "2015-10-18 18:01:47,978 INFO [main] org.apache.X: Created x for 1\n20171223-22:15:29:606|Step|3|on 1\n17/06/09 20:10:40 INFO a.B: c\n- 1117838570 2005.06.03 R02 2005-06-03-15.42.50.675872 R02 RAS KERNEL INFO x\n",
        "__CURSOR=s=1\n__REALTIME_TIMESTAMP=1342540861416351\nMESSAGE\n\u0003\0\0\0\0\0\0\0a\nb\nPRIORITY=6\n\n__CURSOR=2\nMESSAGE=x\n\n",
        "{\"Records\":[{\"n\":1,\"s\":\"a\\\"b\"},\n{\"n\":[1,{\"x\":null}]}],\"next\":\"x\"}\n",
        "[\n {\"n\": 1},\n {\"n\": \"\\u00e9\"}\n]\n",
        "<?xml version=\"1.0\"?>\n<Events><Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/><EventID Qualifiers='1'>4688</EventID><TimeCreated SystemTime='2024-01-02T03:04:05.678Z'/><Channel>Security</Channel></System><EventData><Data Name='A'>x &amp; y</Data><Data>z</Data></EventData></Event></Events>\n",
        "{\"a\":1,\"b\":[true,null]}\n{\"a\":\"x\\\\\"}\n",
    ];

    // As many runs as the variable says; a few in every test run.
    static readonly long Runs = long.Parse(Environment.GetEnvironmentVariable("HOPLITE_FUZZ") ?? "3000", CultureInfo.InvariantCulture);

    // A mutation keeps to the marks of the formats, for they lead deeper than any other byte.
    static readonly byte[] MarkBytes = [.. " \t\n\r\"'\\|=,;:[](){}<>#-%0129aZ\0"u8, 0xFF, 0xC3];

    static readonly Gen<byte> Marks = Gen.Int[0, MarkBytes.Length - 1].Select(i => MarkBytes[i]);

    static readonly Gen<byte[]> Mutated =
        from sample in Gen.Int[0, Samples.Length - 1].Select(i => Samples[i])
        from edits in Gen.Select(Gen.Int[0, 1 << 20], Gen.Int[0, 3], Marks).List[0, 12]
        select Mutate(Encoding.UTF8.GetBytes(sample), edits);

    static byte[] Mutate(byte[] bytes, List<(int Where, int What, byte Mark)> edits)
    {
        var list = bytes.ToList();
        foreach (var (where, what, mark) in edits)
        {
            if (list.Count == 0) break;
            var at = where % list.Count;
            if (what == 0) list[at] = mark;
            else if (what == 1) list.Insert(at, mark);
            else if (what == 2) list.RemoveAt(at);
            else list.RemoveRange(at, Math.Min(list.Count - at, where % 40));
        }

        return [.. list];
    }

    static readonly EvidenceSource Source = new("x.log", new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));

    [ThreadStatic]
    static Checking? _sink;

    [Fact]
    public void No_reader_throws_or_points_outside_the_file_whatever_it_is_given() =>
        Mutated.Sample(
            bytes =>
            {
                var sink = _sink ??= new Checking();
                foreach (var reader in ReaderCatalogue.All)
                {
                    if (reader.GetType().Namespace!.Contains("Evtx", StringComparison.Ordinal) || reader.GetType().Namespace!.Contains("Capture", StringComparison.Ordinal)) continue;
                    Assert.InRange(reader.Sniff(bytes, "x.csv"), 0, 100);
                    sink.Length = bytes.Length;
                    reader.Read(new EvidenceInput(Source, new MemoryStream(bytes)), sink, TestContext.Current.CancellationToken);
                }
            },
            seed: "0000000000001",
            iter: Runs);

    /// <summary>Asks for every value of every event and checks where it lies; its memory is used again, or a million runs take hours.</summary>
    sealed class Checking : IEventSink
    {
        readonly EventBatch _batch = new();

        public int Length { get; set; }

        public EventBatch Rent(EvidenceSource source)
        {
            _batch.Reset(source);
            return _batch;
        }

        public void Post(EventBatch batch)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var header = batch[i];
                if (header.Position < 0 || header.Position + header.RawLength > Length + 1) Assert.Fail($"{header.Position}+{header.RawLength} of {Length}");
                foreach (ref var field in batch.Fields(i)) batch.Text(ref field);
            }
        }

        public void Report(ReadProblem problem)
        {
            if (problem.Offset < 0 || problem.Offset > Length) Assert.Fail($"offset {problem.Offset} of {Length}");
        }

        public void Progress(long bytes)
        {
        }
    }

    [Fact]
    public void Every_line_of_a_line_format_comes_out_as_an_event() =>
        Gen.Select(Gen.Int[0, 12], Gen.OneOf(Marks, Gen.Byte).Array[0, 200]).Sample(
            (_, bytes) =>
            {
                var lines = 0;
                foreach (var line in bytes.AsSpan().Split((byte)'\n')) if (bytes.AsSpan(line).ContainsAnyExcept(" \t\r\0"u8)) lines++;
                if (bytes.AsSpan().StartsWith("\uFEFF"u8)) return;
                foreach (var reader in ReaderCatalogue.All.Where(r => r.Format is "syslog" or "cef" or "keyvalue" or "auditd" or "access" or "weberror" or "text"))
                    Assert.Equal(lines, Reading.Read(bytes, "x.log", reader).Events.Count);
            },
            seed: "0000000000001",
            iter: Runs);
}
