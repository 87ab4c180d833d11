using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Formats.Attack;
using Hoplite.Tests;

namespace Hoplite.Intelligence.Tests.Formats;

public sealed class AttackFormatTests
{
    [Fact]
    public void The_catalogue_is_read_from_either_version()
    {
        var ics = AttackCatalogue.Load(SharedData.Require("stix/attack/ics-attack.json"));
        Assert.True(ics.Techniques.Count > 80 && ics.Tactics.Count == 12 && ics.Groups.Values.Any(g => g.Techniques.Count > 0));
        var enterprise = AttackCatalogue.Load(SharedData.Require("stix/attack/enterprise-attack-stix20.json.gz"));
        Assert.Equal(["execution"], enterprise.Techniques["T1059.001"].Tactics);
        Assert.Contains("T1059.001", enterprise.Groups["G0016"].Techniques);
    }

    [Fact]
    public void STIX_2_0_is_made_into_2_1_without_loss()
    {
        var read = IntelligenceReader.Read(SharedData.Require("stix/attack/enterprise-attack-stix20.json.gz"));
        Assert.Equal((ImportedKind.Stix20, 24_771, 0), (read.Kind, read.Objects.Count, read.Refused.Count));
    }

    [Fact]
    public void A_layer_carries_scores_and_comments_and_nothing_that_is_no_technique()
    {
        var layer = NavigatorLayer.Of("Rules", [new("t1059.001", 2, "rule a"), new("T1059.001", 1, "rule b"), new("T1003"), new("nonsense", 9)]);
        Assert.Equal("4.5", (string)layer["versions"]!["layer"]!);
        Assert.Equal(["T1003", "T1059.001"], layer["techniques"]!.AsArray().Select(t => (string)t!["techniqueID"]!));
        Assert.Equal((3.0, "rule a; rule b"), ((double)layer["techniques"]![1]!["score"]!, (string)layer["techniques"]![1]!["comment"]!));
        Assert.Equal(3.0, (double)layer["gradient"]!["maxValue"]!);
    }
}
