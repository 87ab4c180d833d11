using System.Text.Json;
using CsCheck;
using Hoplite.Telemetry.Ocsf;
using Hoplite.Tests;

namespace Hoplite.Telemetry.Tests.Ocsf;

public class OcsfTests
{
    static readonly string[] Names = ["Channel", "EventID", "Provider_Name", "Image", "CommandLine", "ProcessId", "Computer", "id.orig_h", "id.resp_p", "query", "host", "action", "eventName", "cs-method", "odd"];

    [Fact]
    public void Every_mapping_names_classes_activities_and_attributes_that_the_schema_has()
    {
        var schema = new OcsfSchema(SharedData.Require("ocsf"));
        Assert.Equal(schema.Version, OcsfView.Version);
        foreach (var (name, uid) in OcsfMapping.Classes.All) Assert.Equal(schema.ClassUid(name), uid);
        foreach (var file in OcsfMapping.All)
            foreach (var entry in file.Entries)
            {
                Assert.All(entry.Activity.Numbers, n => Assert.Contains(n.ToString(System.Globalization.CultureInfo.InvariantCulture), schema.Activities(entry.Class)));
                var paths = entry.Map.Select(m => m.Path).Concat(file.Map.Select(m => m.Path).Where(p => !entry.Leave.Contains(p))).Concat(entry.Set.Concat(file.Set).Select(s => s.Path));
                foreach (var path in paths)
                {
                    var type = schema.TypeOf(entry.Class, path);
                    Assert.True(type is not null, $"{file.Name}: {entry.Class} has no {path}");
                    Assert.True(OcsfMapping.Classes.IsInteger(path) == type is "integer_t" or "long_t", $"{file.Name}: {path} is {type}");
                    Assert.True(type != "object" || path.EndsWith(".hashes", StringComparison.Ordinal), $"{file.Name}: {path} is an object");
                }
            }
    }

    [Fact]
    public void Every_value_of_an_event_is_in_an_attribute_or_under_its_own_name() =>
        Gen.Select(Gen.Select(Gen.OneOf([.. Names.Select(Gen.Const)]), Gen.OneOf(Gen.Const("1"), Gen.Const("Security"), Gen.Const("4688"), Gen.Const("0x1f"), Gen.String[0, 8])).Array[0, 12], Gen.Int[0, 4]).Sample((fields, source) =>
        {
            var record = Record(
                new LogSource(source switch { 0 => "windows", 1 => "zeek", 2 => "linux", 3 => "aws", _ => null }, null, source == 1 ? "dns" : null),
                [.. fields.Select(f => (f.Item1, f.Item2))]);
            var view = OcsfView.Of(record);
            var expected = record.Fields.Select(f => (f.Key, f.Value)).Order().ToArray();
            var shown = view.Attributes.Where(a => a.Field is not null).Select(a => (a.Field!, (string?)a.Value)).Concat(view.Unmapped.Select(u => (u.Key, u.Value))).Order().ToArray();
            Assert.Equal(expected, shown);
            Assert.All(view.Attributes, a => Assert.Equal(a.Value, view[a.Path]));
            using var document = JsonDocument.Parse(Json(view));
            Assert.Equal(view.ClassUid, document.RootElement.GetProperty("class_uid").GetInt32());
        }, iter: 5_000, seed: "0000000000001");

    [Fact]
    public void A_process_start_of_Sysmon_is_a_process_activity()
    {
        var view = OcsfView.Of(Record(
            new LogSource("windows"),
            [
                ("Channel", "Microsoft-Windows-Sysmon/Operational"), ("Provider_Name", "Microsoft-Windows-Sysmon"), ("EventID", "1"), ("Computer", "WS1"), ("Image", @"C:\Windows\cmd.exe"),
                ("CommandLine", "cmd /c x"), ("ProcessId", "0x10"), ("ParentImage", @"C:\word.exe"), ("Hashes", "SHA256=" + new string('a', 64) + ",IMPHASH=" + new string('b', 32)), ("RuleName", "-"),
            ]));
        Assert.Equal(("process_activity", 1007, 1, 1, 100_701L), (view.ClassName, view.ClassUid, view.CategoryUid, view.ActivityId, view.TypeUid));
        Assert.Equal("cmd /c x", view["process.cmd_line"]);
        Assert.Equal("RuleName", view.Unmapped[^1].Key);
        using var document = JsonDocument.Parse(Json(view));
        var process = document.RootElement.GetProperty("process");
        Assert.Equal(16, process.GetProperty("pid").GetInt64());
        Assert.Equal("cmd.exe", process.GetProperty("file").GetProperty("name").GetString());
        Assert.Equal(3, process.GetProperty("file").GetProperty("hashes")[0].GetProperty("algorithm_id").GetInt32());
        Assert.Equal("word.exe", document.RootElement.GetProperty("actor").GetProperty("process").GetProperty("file").GetProperty("name").GetString());
        Assert.Equal(1_772_438_400_000, document.RootElement.GetProperty("time").GetInt64());
        Assert.Equal("1.8.0", document.RootElement.GetProperty("metadata").GetProperty("version").GetString());
        Assert.Equal("-", document.RootElement.GetProperty("unmapped").GetProperty("RuleName").GetString());
    }

    [Theory]
    [InlineData("windows", null, "Channel=Security;EventID=4625;TargetUserName=x", "authentication", 1, 2)]
    [InlineData("windows", null, "Channel=Security;EventID=1102", "event_log_actvity", 1, null)]
    [InlineData("windows", null, "Channel=Windows PowerShell;EventID=4104;ScriptBlockText=x", "script_activity", 1, null)]
    [InlineData("windows", null, "Channel=Strange;EventID=1", "base_event", 0, null)]
    [InlineData("linux", "sshd", "action=accepted;user=root;src_ip=192.0.2.1", "authentication", 1, 1)]
    [InlineData("zeek", "dns", "id.orig_h=192.0.2.1;query=a.example", "dns_activity", 2, null)]
    [InlineData("zeek", "conn", "id.orig_h=192.0.2.1", "network_activity", 6, null)]
    [InlineData("suricata", "alert", "alert.signature=x;src_ip=192.0.2.1", "detection_finding", 1, null)]
    [InlineData("aws", "cloudtrail", "eventName=ConsoleLogin;responseElements.ConsoleLogin=Failure", "authentication", 1, 2)]
    [InlineData("okta", "okta", "eventType=user.session.start;outcome.result=SUCCESS", "authentication", 1, 1)]
    [InlineData("kubernetes", "audit", "verb=delete", "api_activity", 4, null)]
    [InlineData(null, null, "message=hello", "base_event", 0, null)]
    public void Events_find_their_class(string? product, string? service, string fields, string className, int activity, int? status)
    {
        var view = OcsfView.Of(Record(new LogSource(product, null, service), [.. fields.Split(';').Select(f => f.Split('=')).Select(f => (f[0], f[1]))]));
        Assert.Equal((className, activity, status), (view.ClassName, view.ActivityId, view.StatusId));
    }

    static EventRecord Record(LogSource source, (string Name, string Value)[] fields) =>
        new(new EvidenceSource("x"), 0, -1, new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), source, [.. fields.Select(f => KeyValuePair.Create(f.Name, (string?)f.Value))], ReadOnlyMemory<byte>.Empty);

    static byte[] Json(OcsfView view)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) view.WriteTo(json);
        return stream.ToArray();
    }
}
