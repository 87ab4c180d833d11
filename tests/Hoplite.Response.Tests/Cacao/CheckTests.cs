using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hoplite.Response.Cacao;

namespace Hoplite.Response.Tests.Cacao;

public class CheckTests
{
    static readonly string First = Book.Id("action", 1);

    static JsonObject Good => Book.Json(First, """{"__n__":{"type":"integer","value":"3"}}""", 1, Book.Bash(1, "echo __n__:value"));

    static IEnumerable<PlaybookProblem> Problems(JsonObject json) => PlaybookChecks.Run(Book.Read(json), "p.json", Book.Now);

    static JsonObject With(Action<JsonObject> change)
    {
        var json = Good;
        change(json);
        return json;
    }

    [Fact]
    public void A_good_playbook_has_no_problem() => Assert.Empty(Problems(Good));

    public static TheoryData<string, ProblemSeverity, string, string> Bad() => new()
    {
        { "reference", ProblemSeverity.Error, "on_completion", """{"workflow":{"<action 1>":{"on_completion":"<end 5>"}}}""" },
        { "reference", ProblemSeverity.Error, "agent", """{"workflow":{"<action 1>":{"agent":"<linux 5>"}}}""" },
        { "reference", ProblemSeverity.Error, "targets/0", """{"workflow":{"<action 1>":{"targets":["<linux 5>"]}}}""" },
        { "reference", ProblemSeverity.Error, "authentication_info", """{"agent_definitions":{"<linux 170>":{"authentication_info":"<user-auth 5>"}}}""" },
        { "reference", ProblemSeverity.Error, "workflow_exception", """{"workflow_exception":"<action 5>"}""" },
        { "reference", ProblemSeverity.Warning, "step_extensions", """{"workflow":{"<action 1>":{"step_extensions":{"<extension-definition 1>":{"x":1}}}}}""" },
        { "reference", ProblemSeverity.Warning, "markings/0", """{"markings":["<marking-tlp 1>"]}""" },
        { "start", ProblemSeverity.Error, "workflow_start", """{"workflow_start":"<start 5>"}""" },
        { "start", ProblemSeverity.Warning, "workflow_start", """{"workflow_start":"<action 1>"}""" },
        { "member", ProblemSeverity.Warning, "/on_sucess", """{"workflow":{"<action 1>":{"on_sucess":"<end 99>"}}}""" },
        { "member", ProblemSeverity.Warning, "/owner", """{"owner":"<identity 1>"}""" },
        { "member", ProblemSeverity.Warning, "commands/0/headers", """{"workflow":{"<action 1>":{"commands":[{"type":"bash","command":"true __n__:value","headers":{}}]}}}""" },
        { "ends", ProblemSeverity.Error, First, """{"workflow":{"<action 1>":{"on_completion":null}}}""" },
        { "reach", ProblemSeverity.Warning, Book.Id("end", 7), """{"workflow":{"<end 7>":{"type":"end"}}}""" },
        { "loop", ProblemSeverity.Error, First, """{"workflow":{"<action 1>":{"on_completion":"<action 1>"}}}""" },
        { "loop", ProblemSeverity.Error, "condition", """{"workflow":{"<start 1>":{"on_completion":"<while-condition 1>"},"<while-condition 1>":{"type":"while-condition","condition":"__n__:value < 5","on_true":"<action 1>","on_completion":"<end 99>"}}}""" },
        { "loop", ProblemSeverity.Warning, First, """{"workflow":{"<action 1>":{"on_completion":null,"on_success":"<end 99>","on_failure":"<action 1>"}}}""" },
        { "ways", ProblemSeverity.Error, First, """{"workflow":{"<action 1>":{"on_success":"<end 99>"}}}""" },
        { "condition", ProblemSeverity.Error, "condition", """{"workflow":{"<start 1>":{"on_completion":"<if-condition 1>"},"<if-condition 1>":{"type":"if-condition","condition":"n < 5","on_true":"<action 1>","on_completion":"<end 99>"}}}""" },
        { "variable", ProblemSeverity.Error, First, """{"playbook_variables":{"__n__":null}}""" },
        { "variable", ProblemSeverity.Error, "value", """{"playbook_variables":{"__n__":{"value":"three"}}}""" },
        { "variable", ProblemSeverity.Warning, "__unused__", """{"playbook_variables":{"__unused__":{"type":"string","value":"a"}}}""" },
        { "variable", ProblemSeverity.Warning, "type", """{"playbook_variables":{"__n__":{"type":"colour"}}}""" },
        { "variable", ProblemSeverity.Warning, "__n__", """{"playbook_variables":{"__n__":{"value":null,"external":true}}}""" },
        { "variable", ProblemSeverity.Error, "out_args/0", """{"playbook_variables":{"__n__":{"constant":true}},"workflow":{"<action 1>":{"out_args":["__n__"]}}}""" },
        { "variable", ProblemSeverity.Error, "in_args/0", """{"workflow":{"<action 1>":{"in_args":["__nobody__"]}}}""" },
        { "email", ProblemSeverity.Error, "contact/email/work", """{"agent_definitions":{"<individual 1>":{"type":"individual","name":"x","contact":{"email":{"work":"a@b.example;id"}}}}}""" },
        { "times", ProblemSeverity.Error, "modified", """{"modified":"2025-01-01T00:00:00Z"}""" },
        { "times", ProblemSeverity.Error, "valid_until", """{"valid_from":"2026-03-01T00:00:00Z","valid_until":"2026-02-01T00:00:00Z"}""" },
        { "validity", ProblemSeverity.Warning, "revoked", """{"revoked":true}""" },
        { "validity", ProblemSeverity.Warning, "valid_until", """{"valid_until":"2026-02-01T00:00:00Z"}""" },
        { "secret", ProblemSeverity.Warning, "authentication_info_definitions", """{"authentication_info_definitions":{"<user-auth 1>":{"type":"user-auth","username":"a","password":"secret"}}}""" },
        { "timing", ProblemSeverity.Error, "timeout", """{"workflow":{"<action 1>":{"timeout":-5}}}""" },
        { "identifier", ProblemSeverity.Error, "/id", """{"id":"<action 1>"}""" },
        { "identifier", ProblemSeverity.Error, "/created_by", """{"created_by":"<group 1>"}""" },
        { "identifier", ProblemSeverity.Error, "/derived_from/0", """{"derived_from":["<action 1>"]}""" },
        { "identifier", ProblemSeverity.Error, "/markings/0", """{"markings":["<action 1>"]}""" },
        { "identifier", ProblemSeverity.Error, "/workflow/foo", """{"workflow":{"foo":{"type":"end"}}}""" },
        { "identifier", ProblemSeverity.Error, "/workflow/End--", """{"workflow":{"<End 3>":{"type":"end"}}}""" },
        { "identifier", ProblemSeverity.Error, "/agent_definitions/me", """{"agent_definitions":{"me":{"type":"linux","name":"x"}}}""" },
        { "identifier", ProblemSeverity.Error, "/authentication_info_definitions/x", """{"authentication_info_definitions":{"x":{"type":"user-auth","username":"a"}}}""" },
        { "identifier", ProblemSeverity.Error, "/playbook_extensions/x", """{"playbook_extensions":{"x":{"a":1}}}""" },
        { "identifier", ProblemSeverity.Error, "playbook_id", """{"workflow":{"<start 1>":{"on_completion":"<playbook-action 1>"},"<playbook-action 1>":{"type":"playbook-action","playbook_id":"<action 1>","on_completion":"<action 1>"}}}""" },
        { "loop", ProblemSeverity.Error, "playbook_id", """{"workflow":{"<start 1>":{"on_completion":"<playbook-action 1>"},"<playbook-action 1>":{"type":"playbook-action","playbook_id":"<playbook 1>","on_completion":"<action 1>"}}}""" },
        { "ways", ProblemSeverity.Error, "/cases", """{"workflow":{"<start 1>":{"on_completion":"<switch-condition 1>"},"<switch-condition 1>":{"type":"switch-condition","switch":"__n__:value","cases":{},"on_completion":"<action 1>"}}}""" },
        { "command", ProblemSeverity.Error, "commands/0", """{"workflow":{"<action 1>":{"commands":[{"type":"bash"}]}}}""" },
        { "command", ProblemSeverity.Error, "commands/0/command_b64", """{"workflow":{"<action 1>":{"commands":[{"type":"bash","command_b64":"!!!"}]}}}""" },
        { "command", ProblemSeverity.Error, "commands/0/command_b64", """{"workflow":{"<action 1>":{"commands":[{"type":"bash","command":"ls","command_b64":"cm0="}]}}}""" },
        { "command", ProblemSeverity.Error, "commands/0/command", """{"workflow":{"<action 1>":{"commands":[{"type":"http-api","command":"/status"}]}}}""" },
        { "command", ProblemSeverity.Error, "commands/0", """{"workflow":{"<action 1>":{"commands":[{"type":"openc2-http","command":"POST /.well-known/openc2","headers":{},"content_b64":"ZGVueQ=="}]}}}""" },
        { "command", ProblemSeverity.Warning, "commands/0/command", """{"workflow":{"<action 1>":{"commands":[{"type":"sigma","command":"title: __n__:value"}]}}}""" },
        { "command", ProblemSeverity.Warning, "commands/0/content", """{"workflow":{"<action 1>":{"commands":[{"type":"openc2-http","command":"POST /.well-known/openc2","headers":{},"content":"{\"action\":\"query\",\"target\":{\"features\":[]}}"}]}}}""" },
        { "condition", ProblemSeverity.Error, "condition", """{"workflow":{"<start 1>":{"on_completion":"<if-condition 1>"},"<if-condition 1>":{"type":"if-condition","condition":"__n__:value = 'abc'","on_true":"<action 1>","on_completion":"<end 99>"}}}""" },
        { "condition", ProblemSeverity.Error, "condition", """{"workflow":{"<start 1>":{"on_completion":"<if-condition 1>"},"<if-condition 1>":{"type":"if-condition","condition":"__n__:value MATCHES '('","on_true":"<action 1>","on_completion":"<end 99>"}}}""" },
        { "condition", ProblemSeverity.Error, "condition", """{"workflow":{"<start 1>":{"on_completion":"<if-condition 1>"},"<if-condition 1>":{"type":"if-condition","condition":"__n__:value = true","on_true":"<action 1>","on_completion":"<end 99>"}}}""" },
        { "variable", ProblemSeverity.Warning, "/external", """{"workflow":{"<action 1>":{"step_variables":{"__n__":{"type":"integer","value":"1","external":true}}}}}""" },
        { "variable", ProblemSeverity.Warning, "__n__", """{"playbook_variables":{"__n__":{"value":null}}}""" },
        { "party", ProblemSeverity.Error, "address/ipv6/0", """{"agent_definitions":{"<net-address 1>":{"type":"net-address","name":"x","address":{"ipv6":["zz::1"]}}}}""" },
        { "party", ProblemSeverity.Error, "/port", """{"agent_definitions":{"<ssh 1>":{"type":"ssh","name":"x","address":{"ipv4":["10.0.0.1"]},"port":"99999"}}}""" },
        { "party", ProblemSeverity.Warning, "agent_definitions", """{"agent_definitions":{"<http-api 1>":{"type":"http-api","name":"x","address":{}}}}""" },
        { "party", ProblemSeverity.Error, "authentication_info_definitions", """{"authentication_info_definitions":{"<user-auth 1>":{"type":"user-auth","username":"a","kms":true}}}""" },
        { "times", ProblemSeverity.Warning, "created", """{"created":"2026-01-01T00:00:00Z"}""" },
        { "summary", ProblemSeverity.Warning, "while_logic", """{"playbook_processing_summary":{"while_logic":true}}""" },
        { "summary", ProblemSeverity.Warning, "playbook_types", """{"playbook_types":["mitigation"]}""" },
        { "signature", ProblemSeverity.Warning, "/signatures/0", """{"signatures":[{"type":"jss","id":"<jss 1>","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","signee":"A","related_to":"<playbook 1>","related_version":"2026-01-01T00:00:00.000Z","hash_algorithm":"sha-256","algorithm":"RS256","public_key":"AAAA","value":"AAAA"}]}""" },
        { "signature", ProblemSeverity.Warning, "/signatures/0/revoked", """{"signatures":[{"type":"jss","id":"<jss 1>","revoked":true,"created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","signee":"A","related_to":"<playbook 1>","related_version":"2026-01-01T00:00:00.000Z","hash_algorithm":"sha-256","algorithm":"RS256","public_key":"AAAA","value":"AAAA"}]}""" },
        { "approval", ProblemSeverity.Warning, First, """{"workflow":{"<action 1>":{"commands":[{"type":"bash","command":"nft add rule __n__:value"}]}}}""" },
        { "rollback", ProblemSeverity.Warning, First, """{"workflow":{"<action 1>":{"commands":[{"type":"bash","command":"true __n__:value","playbook_activity":"restrict-access"}]}}}""" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Every_check_finds_what_it_is_for(string check, ProblemSeverity severity, string pointer, string change)
    {
        var problems = Problems(With(json => Merge(json, Change(change)))).ToArray();
        Assert.Contains(problems, p => p.Check == check && p.Severity == severity && p.Pointer.Contains(pointer, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_check_is_tried() => Assert.Equal(PlaybookChecks.All.Select(c => c.Name).Order(StringComparer.Ordinal), Bad().Select(row => row.Data.Item1).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void A_manual_step_before_or_a_signature_counts_as_approval()
    {
        var json = Good;
        Merge(json, Change("""{"workflow":{"<action 1>":{"commands":[{"type":"bash","command":"nft list __n__:value"}]}}}"""));
        Merge(json, Change("""{"workflow":{"<start 1>":{"on_completion":"<action 2>"},"<action 2>":{"type":"action","agent":"<linux 170>","commands":[{"type":"manual","command":"look"}],"on_completion":"<action 1>"}}}"""));
        Assert.DoesNotContain(Problems(json), p => p.Check == "approval");
    }

    [Fact]
    public void A_playbook_that_was_altered_after_it_was_signed_is_wrong()
    {
        using var signer = Hoplite.Response.Cacao.Signing.PlaybookSigner.P256(System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256));
        var signed = signer.Sign(Good, new(Book.Id("identity", 1), "Ada"), Book.Now.AddDays(-1));
        Assert.Empty(Problems(signed));
        signed["name"] = "another";
        var problem = Assert.Single(Problems(signed), p => p.Check == "signature");
        Assert.Equal((ProblemSeverity.Error, "/signatures/0"), (problem.Severity, problem.Pointer));
    }

    [Fact]
    public void What_may_be_written_so_is_not_found_fault_with()
    {
        foreach (var change in new[]
        {
            """{"workflow":{"<action 1>":{"commands":[{"type":"bash","command_b64":"ZWNobyBfX25fXzp2YWx1ZQ=="}]}}}""",
            """{"workflow":{"<start 1>":{"on_completion":"<if-condition 1>"},"<if-condition 1>":{"type":"if-condition","condition":"__n__:value != '' AND __n__:value IN ('1', 2)","on_true":"<action 1>","on_completion":"<end 99>"}}}""",
            """{"agent_definitions":{"<net-address 1>":{"type":"net-address","name":"x","address":{"ipv6":["2001:db8::1"]}}}}""",
            """{"authentication_info_definitions":{"<user-auth 1>":{"type":"user-auth","username":"a","kms":true,"kms_key_identifier":"k"}}}""",
        })
            Assert.Empty(Problems(With(json => Merge(json, Change(change)))));
    }

    // Ids are written short: the kind and the number.
    static JsonObject Change(string text) => JsonNode.Parse(Regex.Replace(text, "<([A-Za-z-]+) ([0-9]+)>", m => Book.Id(m.Groups[1].Value, int.Parse(m.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))))!.AsObject();

    // As RFC 7396 does: null takes a member away.
    static void Merge(JsonObject into, JsonObject change)
    {
        foreach (var (name, value) in change)
        {
            if (value is null) into.Remove(name);
            else if (value is JsonObject inner && into[name] is JsonObject there) Merge(there, inner);
            else into[name] = value.DeepClone();
        }
    }
}
