using System.IO.Compression;
using System.Text;
using CsCheck;
using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Stix.Reading;

namespace Hoplite.Intelligence.Tests.Formats;

public sealed class ReaderFuzzTests
{
    static readonly string[] Seeds =
    [
        """{"Event":{"uuid":"5f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f","info":"A","date":"2026-01-01","timestamp":"1767225600","Tag":[{"name":"tlp:red"}],"Attribute":[{"uuid":"6a0c1a2e-4c1b-4b6e-9f7e-0a1b2c3d0001","type":"domain|ip","value":"bad.example|203.0.113.7","to_ids":true,"Sighting":[{"type":"0","date_sighting":"1"}]}],"Object":[{"name":"file","Attribute":[{"type":"md5","value":"cead3f77f6cda6ec00f57d76c9a6879f","to_ids":1}]}]}}""",
        """{"document":{"category":"csaf_vex","csaf_version":"2.0","title":"x","tracking":{"id":"1","version":"1","status":"final","revision_history":[{"number":"1","date":"2026-01-01T00:00:00Z","summary":"x"}]}},"product_tree":{"branches":[{"category":"vendor","name":"x","product":{"product_id":"P","name":"x"}}]},"vulnerabilities":[{"cve":"CVE-2026-1234","product_status":{"fixed":["P"]},"scores":[{"products":["P"],"cvss_v3":{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":9.8}}]}]}""",
        """{"catalogVersion":"1","count":1,"vulnerabilities":[{"cveID":"CVE-2026-1234","dueDate":"2026-01-01"}]}""",
        """{"id":"GHSA-1","modified":"2026-01-01T00:00:00Z","aliases":["CVE-2026-1234"],"affected":[{"package":{"ecosystem":"npm","name":"x"},"ranges":[{"events":[{"introduced":"0"},{"fixed":"1"}]}]}]}""",
        """{"type":"bundle","id":"bundle--5f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f","spec_version":"2.0","objects":[{"type":"indicator","id":"indicator--5f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","pattern":"[domain-name:value = 'x']","valid_from":"2026-01-01T00:00:00Z","labels":["malicious-activity"]}]}""",
        "#model_version:v1,score_date:2026\ncve,epss,percentile\nCVE-2026-1234,0.5,0.9\n",
        "ioc,comment\r\nhxxp://bad[.]example/a,\"x, y\"\r\n203.0.113.7,z\r\n",
        "203.0.113.7\n# x\nbad[.]example\n",
    ];

    [Fact]
    public void No_content_makes_the_reader_throw_and_what_comes_out_is_acceptable() =>
        Gen.Select(One(Seeds), Gen.Int[0, 4_000].Array[1, 8], One("\"", "{", "[", "]", "null", "1", "-1e999", "\\ud800", "\u0000", ",", "'", "|", "\n", "\"\"", "[[]]", "{\"Event\":1}", ":", "\u202e")).Sample((seed, places, put) =>
        {
            var text = new StringBuilder(seed);
            foreach (var place in places)
            {
                var at = place % text.Length;
                if (place % 3 == 0) text.Remove(at, Math.Min(1 + place % 5, text.Length - at));
                else if (place % 3 == 1) text.Insert(at, put);
                else text[at] = (char)(33 + place % 90);
                if (text.Length == 0) text.Append('x');
            }

            var read = Reading.Of(text.ToString());
            foreach (var one in read.Objects) Assert.True(StixReader.ReadObject(one).IsAcceptable);
        }, iter: 3_000);

    [Fact]
    public void Any_value_of_JSON_may_stand_anywhere() =>
        Gen.Select(One(Seeds[..5]), Gen.Int[0, 200], One("null", "1", "-5", "\"\"", "\"x\"", "[]", "{}", "[null]", "[1]", "[{}]", "{\"a\":[]}", "true", "1e400", "\"2026-13-45\"")).Sample((seed, number, put) =>
        {
            // One value is put in the place of another, so that the JSON stays whole and the surprise lies deeper.
            var places = Enumerable.Range(0, seed.Length).Where(i => seed[i] == ':' && seed[i - 1] == '"').ToArray();
            var at = places[number % places.Length] + 1;
            var end = End(seed, at);
            var read = Reading.Of(seed[..at] + put + seed[end..]);
            foreach (var one in read.Objects) Assert.True(StixReader.ReadObject(one).IsAcceptable);
        }, iter: 3_000);

    [Fact]
    public void Bytes_at_random_are_refused_or_read() => Gen.Byte.Array[0, 300].Sample(bytes => { _ = IntelligenceReader.Read(bytes, Reading.Day); }, iter: 2_000);

    [Fact]
    public void What_is_packed_is_unpacked_up_to_a_bound()
    {
        using var packed = new MemoryStream();
        using (var pack = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) pack.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("bad.example\n", 10_000))));
        packed.Position = 0;
        Assert.Single(IntelligenceReader.Read(packed, Reading.Day).Objects);
        packed.Position = 0;
        Assert.Contains("more than 1000 bytes", Assert.Single(IntelligenceReader.Read(packed, Reading.Day, limits: new FormatLimits { FileBytes = 1_000 }).Refused).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_too_deep_is_refused() => Assert.Single(Reading.Of(new string('[', 100_000)).Refused);

    static Gen<string> One(params string[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    static int End(string text, int start)
    {
        var reader = new System.Text.Json.Utf8JsonReader(Encoding.UTF8.GetBytes(text[start..]), isFinalBlock: false, default);
        reader.Read();
        reader.TrySkip();
        return start + (int)reader.BytesConsumed;
    }
}
