using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Agents.Drill;
using Hoplite.Agents.Drill.LogInject;
using Hoplite.Agents.Investigating;
using Hoplite.Agents.Models;
using Hoplite.Agents.Packs;
using Hoplite.Agents.Playbooks;
using Hoplite.Agents.Roles;
using Hoplite.Agents.Tests.Models;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;

namespace Hoplite.Agents.Tests.Roles;

public sealed class NarratorTests
{
    static readonly Incident Small = new CaseFactory().Make(LogInjectCorpus.Default.Carriers[0], new Payload(AttackGoal.Close, "an ordinary but long enough value", PayloadEncoding.Plain, "m"), CaseNames.Of(42))!.Incident;

    // More rules than any context has room for.
    static readonly Incident Large = Small with
    {
        Findings = [.. Enumerable.Range(0, 3_000).Select(i => Small.Findings[0] with { Id = Guid.NewGuid(), Rule = Small.Findings[0].Rule with { Id = string.Create(CultureInfo.InvariantCulture, $"rule-number-{i}") } })],
    };

    [Theory]
    [InlineData(2_048, 1_024)]
    [InlineData(8_192, 4_096)]
    [InlineData(200_000, 8_000)]
    public async Task The_evidence_fills_half_of_the_context_and_no_more_than_is_ever_needed(int context, int most)
    {
        var desk = new Listens(context);
        await WriteAsync(desk, Large);
        var evidence = desk.Asked!.Facts.Value["evidence"]!;
        Assert.InRange(ContextPack.CountTokens(evidence), most * 9 / 10, most);
        Assert.True(evidence["left_out"]!["findings"]!.GetValue<int>() > 0);
    }

    [Fact]
    public async Task What_the_evidence_says_of_rules_is_not_said_twice()
    {
        var desk = new Listens(8_192);
        await WriteAsync(desk, Small);
        Assert.Null(desk.Asked!.Facts.Value["rules"]);
        Assert.NotNull(desk.Asked.Facts.Value["verdict"]);
        Assert.NotEmpty(desk.Asked.Facts.Value["evidence"]!["lines"]!.AsArray());
    }

    [Fact]
    public void Of_several_providers_the_smallest_context_counts()
    {
        var url = new Uri("http://127.0.0.1:1/v1");
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", url) with { Context = 32_768 }, DeskForTests.Provider("b", url) with { Context = 4_096 }, DeskForTests.Provider("c", url)));
        Assert.Equal(4_096, desk.Context);
    }

    static async Task WriteAsync(Listens desk, Incident incident)
    {
        var found = new Investigator(FieldTrust.Default, DrillSite.Origin, PlaybookLibrary.Default, TimeProvider.System).Investigate(Small, NoEvidence.Instance, TestContext.Current.CancellationToken);
        await new Narrator(desk, new Packer(FieldTrust.Default, DrillSite.Origin)).WriteAsync(incident, found, TestContext.Current.CancellationToken);
    }

    sealed class Listens(int context) : IModelDesk
    {
        public ModelQuestion? Asked { get; private set; }

        public int Context => context;

        public ValueTask<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellation)
        {
            Asked = question;
            return new(new ModelAnswer(new(JsonSerializer.SerializeToElement(new JsonObject { ["text"] = "words" }), Label.Unknown), null, "p", "m", ModelUsage.None));
        }
    }
}
