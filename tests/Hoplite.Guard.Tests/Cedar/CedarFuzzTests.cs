using System.Globalization;
using CsCheck;
using Hoplite.Guard.Cedar;

namespace Hoplite.Guard.Tests.Cedar;

public sealed class CedarFuzzTests
{
    static readonly long Runs = long.Parse(Environment.GetEnvironmentVariable("HOPLITE_FUZZ") ?? "1000", CultureInfo.InvariantCulture);

    static readonly Gen<string> Text = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char['\u0000', '\uffff'], 0, 20],
        OneOf("", "\"", "\\", "\0", "\ud800", "\udc00x", "🛡", "{\"__entity\":{\"type\":\"Human\",\"id\":\"x\"}}", "Agent::\"p\"", "\u202e", "permit(principal,action,resource);", "__entity", "__extn", "__expr", "__proto__"));

    static readonly Gen<CedarValue> Value = Gen.Recursive<CedarValue>((depth, inner) => depth > 3 ? Leaf() : Gen.Frequency(
        (4, Leaf()),
        (1, inner.List[0, 3].Select(l => (CedarValue)new CedarValue.Set(l))),
        (1, Fields(inner).Select(f => (CedarValue)new CedarValue.Record(f))),
        (1, Gen.Select(Text, inner.List[0, 2], (fn, args) => (CedarValue)new CedarValue.Call(fn, args)))));

    static readonly Gen<CedarUid> Uid = Gen.Select(Gen.OneOf(Text, OneOf("Agent", "Human", "Target", "Action")), Text, (type, id) => new CedarUid(type, id));

    [Fact]
    public void Any_question_is_answered_and_what_is_not_in_the_schema_with_no()
    {
        using var policies = ShippedPolicies.Open(SharedEngine.Require());
        var good = new GateCell("blockAddress").ToRequest();
        var actions = Gen.OneOf(Text.Select(CedarUid.Action), Uid, OneOf(GateOracle.All).Select(CedarUid.Action));
        Gen.Select(Uid, actions, Uid, Fields(Value), Fields(Value), Uid).Sample((principal, action, resource, context, attributes, parent) =>
        {
            Assert.False(policies.IsAuthorized(new CedarRequest(principal, action, resource, context, [new CedarEntity(principal, attributes) { Parents = [parent] }])).Allowed);
            Assert.False(policies.IsAuthorized(good with { Context = context }).Allowed);
            Assert.False(policies.IsAuthorized(good with { Entities = [good.Entities[0] with { Parents = [parent] }, good.Entities[1]] }).Allowed);

            // What is there already may get another value; what is not may not be added.
            var more = Merged(good.Context, context);
            if (policies.IsAuthorized(good with { Context = more }).Allowed) Assert.Equal(good.Context.Count, more.Count);
            var changed = good.Entities[1] with { Attributes = Merged(good.Entities[1].Attributes, attributes) };
            if (policies.IsAuthorized(good with { Entities = [good.Entities[0], changed] }).Allowed) Assert.Equal(good.Entities[1].Attributes.Count, changed.Attributes.Count);
        }, iter: Runs, threads: 1);
        Assert.True(policies.IsAuthorized(good).Allowed);
    }

    [Fact]
    public void A_name_is_only_a_name()
    {
        using var policies = ShippedPolicies.Open(SharedEngine.Require());
        Gen.Select(Text, Text, Text, Text).Sample((principal, resource, role, kind) =>
        {
            foreach (var cell in new[] { new GateCell("blockAddress"), new GateCell("blockAddress") { Logged = false }, new GateCell("closeAlert") { Approvals = 2 } })
            {
                var plain = cell.ToRequest();
                var question = CedarRequest.About(
                    new CedarEntity(plain.Principal with { Id = principal }, new Dictionary<string, CedarValue> { ["role"] = role }), cell.Action,
                    new CedarEntity(plain.Resource with { Id = resource }, Merged(plain.Entities[1].Attributes, new() { ["kind"] = kind })), plain.Context);
                Assert.Equal(GateOracle.Allows(cell) && IsText(principal) && IsText(resource) && IsText(role) && IsText(kind), policies.IsAuthorized(question).Allowed);
            }
        }, iter: Runs, threads: 1);
    }

    [Fact]
    public void Any_text_is_read_as_policies_or_refused()
    {
        var engine = SharedEngine.Require();
        var mutated = Gen.Select(Gen.Int[0, ShippedPolicies.Text.Length - 1], Gen.Int[0, 40], Text, (at, length, text) =>
            ShippedPolicies.Text[..at] + text + ShippedPolicies.Text[Math.Min(ShippedPolicies.Text.Length, at + length)..]);
        Gen.Select(Gen.OneOf(Text, mutated), Gen.OneOf(Text, Gen.Const(ShippedPolicies.Schema))).Sample((text, schema) =>
        {
            try
            {
                engine.Parse(text, schema).Dispose();
            }
            catch (CedarException)
            {
                // The one exception that is promised.
            }
        }, iter: Math.Max(1, Runs / 20), threads: 1);
    }

    static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    static Gen<CedarValue> Leaf() => Gen.OneOf(
        Gen.Bool.Select(b => (CedarValue)b), Gen.Long.Select(n => (CedarValue)n), Text.Select(t => (CedarValue)t), Gen.Select(Text, Text, (type, id) => (CedarValue)new CedarValue.Reference(new CedarUid(type, id))));

    static Gen<Dictionary<string, CedarValue>> Fields(Gen<CedarValue> value) => Gen.Select(
        Gen.OneOf(Text, OneOf("role", "kind", "criticality", "protected", "autonomy", "approvals", "minIntegrity", "logCommitted")), value, (name, item) => (name, item)).List[0, 4]
        .Select(fields => fields.DistinctBy(f => f.name).ToDictionary(f => f.name, f => f.item, StringComparer.Ordinal));

    static Dictionary<string, CedarValue> Merged(IReadOnlyDictionary<string, CedarValue> first, Dictionary<string, CedarValue> second)
    {
        var merged = new Dictionary<string, CedarValue>(first, StringComparer.Ordinal);
        foreach (var (name, value) in second) merged[name] = value;
        return merged;
    }

    static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))) return false;
        return true;
    }
}
