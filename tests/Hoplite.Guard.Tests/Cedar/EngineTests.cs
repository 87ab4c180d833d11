using Hoplite.Guard.Cedar;

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
}
