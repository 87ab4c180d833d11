using CsCheck;
using Hoplite.Guard.Labels;
using Hoplite.Telemetry;

namespace Hoplite.Guard.Tests.Labels;

public sealed class FieldTrustTests
{
    /// <summary>Fields an outsider fills, whatever the source: none of them may ever be more than free text. Written apart from the table.</summary>
    public static readonly string[] Chosen =
    [
        "CommandLine", "ParentCommandLine", "ScriptBlockText", "message", "Message", "cs-uri", "cs-uri-stem", "cs-uri-query", "cs-user-agent", "cs-referer", "cs-referrer", "x-forwarded-for", "cs-host",
        "uri", "user_agent", "referrer", "host_header", "query", "QueryName", "QueryResults", "answers", "server_name", "subject", "certificate.subject", "http.url", "http.http_user_agent", "http.hostname",
        "dns.rrname", "tls.sni", "tls.subject", "command", "proctitle", "Description", "Payload", "Data", "Details", "ServiceName", "ImagePath", "ServiceFileName", "TaskName", "TaskContent", "TaskContentNew",
        "ObjectName", "ShareName", "RelativeTargetName", "WorkstationName", "alert.signature", "payload_printable", "filename", "file_name", "mailfrom", "rcptto", "useragent", "userAgent", "requestParameters",
        "displayMessage", "actor.displayName", "process_title", "username", "cs-username", "msg", "note", "comment", "Product", "Company", "OriginalFileName", "CurrentDirectory",
    ];

    [Fact]
    public void The_table_fits_its_digest() => Assert.True(FieldTrust.Default.IsIntact);

    [Fact]
    public void No_field_that_an_outsider_fills_is_trusted()
    {
        var trusted = from type in FieldTrust.Default.Types from field in Chosen where type.Of(field).Integrity > Integrity.FreeText select $"{type.Id}: {field}";
        Assert.Empty(trusted);
    }

    [Fact]
    public void The_path_of_a_program_is_not_trusted_since_whoever_put_it_there_chose_its_name()
    {
        string[] paths = ["Image", "ParentImage", "SourceImage", "TargetImage", "ImageLoaded", "NewProcessName", "ParentProcessName", "ProcessName", "TargetFilename", "exe"];
        var trusted = from type in FieldTrust.Default.Types from path in paths where type.Of(path).Integrity > Integrity.Source select $"{type.Id}: {path}";
        Assert.Empty(trusted);
        Assert.Equal(Integrity.Sensor, Of(Records.Event("a", new LogSource("windows"), ("Channel", "Microsoft-Windows-Sysmon/Operational"), ("EventID", "1"), ("Hashes", "x"), ("ProcessId", "4")), "Hashes"));
    }

    [Fact]
    public void The_account_a_failed_logon_names_is_free_text_and_that_of_a_successful_one_is_not()
    {
        Assert.Equal(Integrity.FreeText, Of(Records.Event("a", new LogSource("windows"), ("Channel", "Security"), ("EventID", "4625"), ("TargetUserName", "x")), "TargetUserName"));
        Assert.Equal(Integrity.Sensor, Of(Records.Event("a", new LogSource("windows"), ("Channel", "Security"), ("EventID", "4624"), ("TargetUserName", "x")), "TargetUserName"));
        Assert.Equal(Integrity.FreeText, Of(Records.Event("a", new LogSource("linux", null, "sshd"), ("action", "failed"), ("user", "x")), "user"));
        Assert.Equal(Integrity.Source, Of(Records.Event("a", new LogSource("linux", null, "sshd"), ("action", "accepted"), ("user", "x")), "user"));
    }

    [Fact]
    public void Both_ends_of_an_established_connection_are_known_and_those_of_a_datagram_are_not()
    {
        Assert.Equal(Integrity.Sensor, Of(Records.Connection("z", "10.0.0.1", "203.0.113.9"), "id.orig_h"));
        var udp = Records.Event("z", new LogSource("zeek", null, "conn"), ("id.orig_h", "203.0.113.9"), ("proto", "udp"), ("conn_state", "SF"));
        var syn = Records.Event("z", new LogSource("zeek", null, "conn"), ("id.orig_h", "203.0.113.9"), ("proto", "tcp"), ("conn_state", "S0"));
        Assert.All([udp, syn], e => Assert.Equal(Integrity.Source, Of(e, "id.orig_h")));
    }

    [Fact]
    public void Nothing_is_trusted_more_than_the_way_it_came()
    {
        var record = Records.Connection("z", "10.0.0.1", "203.0.113.9");
        Assert.Equal(Integrity.Source, FieldTrust.Default.Of(record, "id.orig_h", Integrity.Source).Integrity);
    }

    [Fact]
    public void What_the_table_does_not_name_is_free_text_of_internal_confidentiality() => Gen.String[Gen.Char.AlphaNumeric, 1, 20].Sample(name =>
    {
        var label = FieldTrust.Default.Of(Records.Event("a", new LogSource("unheard-of"), (name, "x")), name);
        Assert.Equal((Integrity.FreeText, Confidentiality.Internal), (label.Integrity, label.Confidentiality));
    });

    [Fact]
    public void The_whole_event_is_as_secret_as_anything_in_it()
    {
        var record = Records.Event("a", new LogSource("linux", null, "sshd"), ("action", "failed"), ("user", "hunter2"), ("message", "Failed password for hunter2"));
        Assert.Equal(Confidentiality.Sensitive, FieldTrust.Default.Of(record, "message").Confidentiality);
    }

    [Fact]
    public void No_type_trusts_a_field_like_a_person_does() => Assert.All(FieldTrust.Default.Types, t => Assert.All(t.Fields, f => Assert.True(t.Of(f).Integrity <= Integrity.Sensor)));

    [Fact]
    public void Every_change_of_the_table_that_trusts_an_outsiders_field_is_noticed()
    {
        var lines = File.ReadAllLines(Table());
        var tried = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("    sensor: [", StringComparison.Ordinal) && !lines[i].StartsWith("    source: [", StringComparison.Ordinal)) continue;
            foreach (var field in Chosen)
            {
                var mutant = lines.ToArray();
                mutant[i] = mutant[i].Replace("[", $"[\"{field}\", ", StringComparison.Ordinal);
                tried++;
                Assert.Contains(FieldTrust.Parse(string.Join('\n', mutant)).Types, t => t.Of(field).Integrity > Integrity.FreeText);
            }

            if (tried > 400) break;
        }

        Assert.True(tried > 100);
    }

    static string Table()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Hoplite.slnx"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "content", "labels", "fields.yaml");
    }

    static Integrity Of(EventRecord record, string field) => FieldTrust.Default.Of(record, field).Integrity;
}
