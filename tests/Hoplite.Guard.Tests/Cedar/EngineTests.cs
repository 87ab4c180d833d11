using Hoplite.Guard.Cedar;
using Hoplite.Guard.Cedar.Wasm;
using Wasmtime;

namespace Hoplite.Guard.Tests.Cedar;

public sealed class EngineTests
{
    const string Schema = """
        entity User = { age: Long }; entity File;
        action open, burn appliesTo { principal: User, resource: File, context: { limit: Long } };
        """;

    const string Text = """
        @id("adults") permit(principal, action == Action::"open", resource) when { principal.age >= 18 };
        permit(principal, action == Action::"burn", resource) when { context.limit + 1 > 0 };
        @id("never") forbid(principal == User::"eve", action, resource);
        """;

    static CedarRequest Ask(string user, long age, string action = "open", long limit = 0) => CedarRequest.About(
        new CedarEntity(new CedarUid("User", user), new Dictionary<string, CedarValue> { ["age"] = age }), action,
        new CedarEntity(new CedarUid("File", "f"), new Dictionary<string, CedarValue>()), new Dictionary<string, CedarValue> { ["limit"] = limit });

    [Fact]
    public void An_answer_names_the_policies_that_decided()
    {
        using var policies = SharedEngine.Require().Parse(Text, Schema);
        var allowed = policies.IsAuthorized(Ask("ann", 18));
        Assert.True(allowed.Allowed);
        Assert.Equal(["adults"], allowed.Policies);

        var young = policies.IsAuthorized(Ask("bob", 17));
        Assert.False(young.Allowed);
        Assert.Empty(young.Policies);

        Assert.Equal(["never"], policies.IsAuthorized(Ask("eve", 40)).Policies);
        Assert.Equal(["policy1"], policies.IsAuthorized(Ask("ann", 18, "burn")).Policies);
    }

    [Theory]
    [InlineData("permit(principal, action, resource) when { principal.height > 1 };", "attribute `height`")]
    [InlineData("permit(principal, action, resource) when { context.limit };", "bool")]
    [InlineData("permit(principal == Stranger::\"x\", action, resource);", "Stranger")]
    [InlineData("permit(principal in File::\"f\", action == Action::\"open\", resource);", "applicable action")]
    [InlineData("permit(principal, action, resource", "unexpected end of input")]
    [InlineData("permit(principal == ?principal, action, resource);", "template")]
    [InlineData("@id(\"a\") permit(principal, action, resource); @id(\"a\") forbid(principal, action, resource);", "two policies are named a")]
    public void Policies_that_do_not_fit_are_refused_in_the_words_of_Cedar(string text, string message)
    {
        var engine = SharedEngine.Require();
        Assert.Contains(message, Assert.Throws<CedarException>(() => engine.Parse(text, Schema)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_schema_that_is_none_is_refused()
    {
        var engine = SharedEngine.Require();
        Assert.Throws<CedarException>(() => engine.Parse(Text, "entity User = {"));
    }

    [Fact]
    public void A_policy_that_cannot_be_evaluated_denies()
    {
        using var policies = SharedEngine.Require().Parse(Text + "@id(\"sum\") forbid(principal, action == Action::\"open\", resource) when { context.limit + 1 == 0 };", Schema);
        Assert.True(policies.IsAuthorized(Ask("ann", 18)).Allowed);

        var answer = policies.IsAuthorized(Ask("ann", 18, limit: long.MaxValue));
        Assert.Equal(CedarDecision.Allow, answer.Decision);
        Assert.Equal("sum", Assert.Single(answer.Errors).Policy);
        Assert.False(answer.Allowed);
    }

    [Fact]
    public void A_question_that_does_not_fit_the_schema_is_denied()
    {
        using var policies = SharedEngine.Require().Parse(Text, Schema);
        CedarAnswer Without(CedarRequest request)
        {
            var answer = policies.IsAuthorized(request);
            Assert.False(answer.Allowed);
            Assert.NotEmpty(answer.Errors);
            return answer;
        }
        var good = Ask("ann", 18);
        Without(good with { Action = CedarUid.Action("close") });
        Without(good with { Principal = new CedarUid("Robot", "r") });
        Without(good with { Context = new Dictionary<string, CedarValue>() });
        Without(good with { Context = new Dictionary<string, CedarValue> { ["limit"] = "0" } });
        Without(good with { Entities = [good.Entities[0] with { Attributes = new Dictionary<string, CedarValue> { ["age"] = 18, ["more"] = true } }] });
        Without(good with { Entities = [good.Entities[0], Ask("ann", 19).Entities[0]] });
    }

    [Fact]
    public void A_call_that_uses_too_much_is_broken_off_and_the_next_one_is_answered()
    {
        using var policies = SharedEngine.Require().Parse(Text, Schema);
        policies.Fuel = 10_000;
        var answer = policies.IsAuthorized(Ask("ann", 18));
        Assert.False(answer.Allowed);
        Assert.Contains("fuel", Assert.Single(answer.Errors).Message, StringComparison.Ordinal);

        policies.Fuel = CedarLimits.QuestionFuel;
        Assert.True(policies.IsAuthorized(Ask("ann", 18)).Allowed);
    }

    [Fact]
    public void A_question_of_a_size_that_is_no_question_is_denied_and_the_next_one_is_answered()
    {
        using var policies = SharedEngine.Require().Parse(Text, Schema);
        Assert.False(policies.IsAuthorized(Ask(new string('a', CedarLimits.MaxCall), 18)).Allowed);
        CedarValue deep = true;
        for (var i = 0; i < 10_000; i++) deep = new CedarValue.Set([deep]);
        Assert.False(policies.IsAuthorized(Ask("ann", 18) with { Context = new Dictionary<string, CedarValue> { ["limit"] = deep } }).Allowed);
        Assert.False(policies.IsAuthorized(Ask("ann", 18) with { Context = null!, Entities = [null!] }).Allowed);
        Assert.True(policies.IsAuthorized(Ask(new string('a', 100_000), 18)).Allowed);
    }

    [Fact]
    public void A_malformed_call_traps_and_another_instance_answers()
    {
        var engine = SharedEngine.Require();
        for (var i = 0; i < 3; i++)
            using (var instance = engine.Start())
                Assert.ThrowsAny<WasmtimeException>(() => instance.Call("statefulIsAuthorized", "no JSON", CedarLimits.QuestionFuel));
        using var policies = engine.Parse(Text, Schema);
        Assert.True(policies.IsAuthorized(Ask("ann", 18)).Allowed);
    }

    [Fact]
    public void What_a_question_leaves_behind_does_not_add_up()
    {
        using var instance = SharedEngine.Require().Start();
        var question = CallWriter.Validation(Text, Schema);
        long Memory(int calls)
        {
            for (var i = 0; i < calls; i++) instance.Call("validate", question, CedarLimits.ParseFuel);
            return instance.MemorySize;
        }
        Assert.Equal(Memory(20), Memory(200));
        Assert.InRange(instance.FuelUsed, 1ul, CedarLimits.ParseFuel / 100);
    }

    [Fact]
    public void Many_threads_get_their_own_answers()
    {
        using var policies = SharedEngine.Require().Parse(Text, Schema);
        var wrong = 0;
        Parallel.For(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            if (policies.IsAuthorized(Ask($"user{i}", i % 40)).Allowed != i % 40 >= 18) Interlocked.Increment(ref wrong);
        });
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Closed_policies_deny()
    {
        var policies = SharedEngine.Require().Parse(Text, Schema);
        policies.Dispose();
        Assert.False(policies.IsAuthorized(Ask("ann", 18)).Allowed);
    }
}
