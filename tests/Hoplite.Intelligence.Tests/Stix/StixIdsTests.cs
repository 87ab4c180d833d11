using System.Text.Json;
using Hoplite.Intelligence.Stix;
using Hoplite.Tests;

namespace Hoplite.Intelligence.Tests.Stix;

public sealed class StixIdsTests
{
    [Fact]
    public void Every_recorded_observable_gets_its_recorded_id()
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("stix/cases/stix21_deterministic_ids.json")));
        var wrong = new List<string>();
        foreach (var one in cases.RootElement.EnumerateArray())
        {
            var expected = one.GetProperty("id").GetString()!;
            var made = StixIds.Of(one.GetProperty("object"));
            if (!made.Equals(expected, StringComparison.Ordinal)) wrong.Add($"{made} should be {expected}: {one.GetProperty("object")}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void A_process_gets_a_random_id()
    {
        var process = JsonElement.Parse("""{"type":"process","pid":4}""");

        Assert.True(StixId.TryParse(StixIds.Of(process), out var id));
        Assert.Equal(4, id.Version);
        Assert.NotEqual(StixIds.Of(process), StixIds.Of(process));
    }

    [Fact]
    public void Of_several_hashes_the_first_in_order_of_the_specification_counts()
    {
        var few = JsonElement.Parse("""{"type":"file","hashes":{"SHA-1":"aa"}}""");
        var many = JsonElement.Parse("""{"type":"file","hashes":{"SHA-512":"cc","SHA-256":"bb","SHA-1":"aa"}}""");

        Assert.Equal(StixIds.Of(few), StixIds.Of(many));
    }
}
