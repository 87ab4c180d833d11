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
    public void Every_check_is_tried() => Assert.Equal(PlaybookChecks.All.Select(c => c.Name).Order(StringComparer.Ordinal), Bad().Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_manual_step_before_or_a_signature_counts_as_approval()
    {
        var json = Good;
        Merge(json, Change("""{"workflow":{"<action 1>":{"commands":[{"type":"bash","command":"nft list __n__:value"}]}}}"""));
        Merge(json, Change("""{"workflow":{"<start 1>":{"on_completion":"<action 2>"},"<action 2>":{"type":"action","agent":"<linux 170>","commands":[{"type":"manual","command":"look"}],"on_completion":"<action 1>"}}}"""));
        Assert.DoesNotContain(Problems(json), p => p.Check == "approval");
    }

    // Ids are written short: the kind and the number.
    static JsonObject Change(string text) => JsonNode.Parse(Regex.Replace(text, "<([a-z-]+) ([0-9]+)>", m => Book.Id(m.Groups[1].Value, int.Parse(m.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))))!.AsObject();

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
