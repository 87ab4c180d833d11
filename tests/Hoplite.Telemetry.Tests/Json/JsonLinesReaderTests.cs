using System.Text;
using System.Text.Json;
using CsCheck;
using Hoplite.Telemetry.Json;

namespace Hoplite.Telemetry.Tests.Json;

public sealed class JsonLinesReaderTests
{
    [Fact]
    public void Nested_objects_become_dotted_names_and_arrays_repeat_theirs()
    {
        var record = Assert.Single(Read("""{"a":{"b":"x","c":[1,{"d":true}]},"e":null}""").Records);
        Assert.Equal(["a.b=x", "a.c=1", "a.c.d=true", "e="], record.Fields.Select(f => $"{f.Key}={f.Value}"));
    }

    [Theory]
    [InlineData("""{"a":"C:\\Windows\\\"x\"\u00e9\ud83d\ude00"}""")]
    [InlineData("""{"a":"tab\there"}""")]
    [InlineData("""{"a":""}""")]
    public void Escapes_read_as_the_framework_reads_them(string line)
    {
        var expected = JsonDocument.Parse(line).RootElement.GetProperty("a").GetString();
        Assert.Equal(expected, Assert.Single(Read(line).Records)["a"]);
    }

    [Theory]
    [InlineData("""{"a":"b" "c":"d"}""")]
    [InlineData("""{"a":}""")]
    [InlineData("""{"a":"b"}x""")]
    [InlineData("""{"a":"unterminated""")]
    [InlineData("""{"a":tru}""")]
    [InlineData("""[1,2]""")]
    [InlineData("""{"a":"b",}""")]
    public void A_damaged_line_is_reported_and_the_next_one_read(string damaged)
    {
        var (records, problems) = Read("""{"n":1}""" + "\n" + damaged + "\n" + """{"n":2}""");
        Assert.Equal(["1", "2"], records.Select(r => r["n"]));
        Assert.Equal(8, Assert.Single(problems).Offset);
    }

    [Theory]
    [InlineData("""{"@timestamp":"2026-03-02T00:00:01Z","message":"Mar  2 00:00:01 web01 sshd[1]: Failed password for root from 198.51.100.7 port 22 ssh2","agent":{"type":"filebeat"}}""", "sshd", "src_ip=198.51.100.7")]
    [InlineData("""{"date":1772409601,"log":"2026-03-02T00:00:01+00:00 web01 sudo: ada : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh"}""", "sudo", "command=/bin/sh")]
    [InlineData("""{"event":"<38>Mar  2 00:00:01 web01 sshd[1]: Accepted password for ada from 192.0.2.1 port 22 ssh2"}""", "sshd", "user=ada")]
    [InlineData("""{"__REALTIME_TIMESTAMP":"1772409601000000","SYSLOG_IDENTIFIER":"sshd","MESSAGE":"Failed password for root from 198.51.100.7 port 22 ssh2"}""", "sshd", "src_ip=198.51.100.7")]
    [InlineData("""{"message":"198.51.100.7 - - [02/Mar/2026:00:00:01 +0000] \"GET /.env HTTP/1.1\" 404 10 \"-\" \"sqlmap/1.8\"\n"}""", "apache", "cs-user-agent=sqlmap/1.8")]
    public void A_line_of_text_that_a_shipper_packed_is_taken_apart(string line, string service, string field)
    {
        var record = Assert.Single(Read(line).Records);
        Assert.Equal(service, record.LogSource.Service);
        Assert.Contains(field, record.Fields.Select(f => $"{f.Key}={f.Value}"));
        Assert.NotNull(record.Time);
    }

    [Theory]
    [InlineData("""{"message":"the user said: Failed password for root from 198.51.100.7 port 22 ssh2"}""")]
    [InlineData("""{"EventID":4688,"Channel":"Security","message":"Mar  2 00:00:01 web01 sshd[1]: Failed password for root from 198.51.100.7 port 22 ssh2"}""")]
    [InlineData("""{"message":""}""")]
    [InlineData("""{"__REALTIME_TIMESTAMP":"1","SYSLOG_IDENTIFIER":"CEF","MESSAGE":"CEF:0|a|b"}""")]
    public void What_is_no_such_line_is_left_as_it_is(string line) => Assert.DoesNotContain(Assert.Single(Read(line).Records).Fields, f => f.Key is "src_ip" or "action");

    [Fact]
    public void Winlogbeat_names_are_known_by_the_names_rules_use()
    {
        var record = Assert.Single(Read("""{"@timestamp":"2024-01-02T03:04:05.678Z","winlog":{"channel":"Security","event_id":4688,"event_data":{"NewProcessName":"x"}}}""").Records);
        Assert.Equal("windows", record.LogSource.Product);
        Assert.Equal(new DateTimeOffset(2024, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), record.Time);
        Assert.Contains("NewProcessName", record.Fields.Select(f => FieldTable.Canonical(f.Key)));
    }

    [Fact]
    public void Random_objects_read_as_the_framework_reads_them() => Objects.Sample(line =>
    {
        var (records, problems) = Read(line);
        Assert.Empty(problems);
        Assert.Equal(Flatten("", JsonDocument.Parse(line).RootElement), Assert.Single(records).Fields.Select(f => (f.Key, f.Value)));
    }, iter: 4000, seed: "0000000000001");

    [Fact]
    public void Mutated_lines_never_throw_and_every_line_is_an_event_or_a_problem() => Gen.Select(Objects, Objects, Gen.Byte, Gen.Double[0, 1]).Sample((first, second, value, place) =>
    {
        var bytes = Encoding.UTF8.GetBytes(first + "\n" + second + "\n");
        bytes[(int)(place * (bytes.Length - 1))] = value;
        var (records, problems) = Read(bytes);
        var lines = Encoding.Latin1.GetString(bytes).Split('\n').Count(l => l.Trim(' ', '\t', '\r').Length > 0);
        Assert.Equal(lines, records.Count + problems.Count);
    }, iter: 5_000, seed: "0000000000001");

    static readonly Gen<string> Scalars = Gen.OneOf(
        Gen.String[Gen.Char["ab\"\\/\té€ {}[],:"], 0, 90].Select(s => JsonSerializer.Serialize(s)),
        Gen.Int.Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Const("true"), Gen.Const("false"), Gen.Const("null"));

    static readonly Gen<string> Objects = Gen.Recursive<string>((depth, self) =>
        Gen.Select(Gen.String[Gen.Char["ab"], 1, 2].Array[1, 5], (depth < 3 ? Gen.OneOf(Scalars, self, Scalars.Array[1, 4].Select(a => "[" + string.Join(", ", a) + "]")) : Scalars).Array[5])
            .Select((names, values) => "{" + string.Join(",", names.Distinct().Zip(values, (n, v) => $"\"{n}\" :{v}")) + "}"));

    static IEnumerable<(string, string?)> Flatten(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Flatten(name.Length == 0 ? p.Name : name + "." + p.Name, p.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(v => Flatten(name, v)),
        JsonValueKind.Null => [(name, null)],
        JsonValueKind.String => [(name, value.GetString())],
        JsonValueKind.Number => [(name, value.GetRawText())],
        _ => [(name, value.GetRawText())],
    };

    static (IReadOnlyList<EventRecord> Records, IReadOnlyList<ReadProblem> Problems) Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    static (IReadOnlyList<EventRecord> Records, IReadOnlyList<ReadProblem> Problems) Read(byte[] bytes)
    {
        var sink = new RecordSink();
        new JsonLinesReader().Read(new EvidenceInput(new EvidenceSource("test.json"), new MemoryStream(bytes)), sink, TestContext.Current.CancellationToken);
        return (sink.Records, sink.Problems);
    }

    sealed class RecordSink : IEventSink
    {
        readonly EventBatch _batch = new();

        public List<EventRecord> Records { get; } = [];

        public List<ReadProblem> Problems { get; } = [];

        public EventBatch Rent(EvidenceSource source)
        {
            _batch.Reset(source);
            return _batch;
        }

        public void Post(EventBatch batch)
        {
            for (var i = 0; i < batch.Count; i++) Records.Add(EventRecord.Take(batch, i));
        }

        public void Report(ReadProblem problem) => Problems.Add(problem);

        public void Progress(long bytes)
        {
        }
    }
}
