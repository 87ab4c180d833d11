using System.Text.Json;
using Hoplite.Intelligence.Stix.Validation;
using Hoplite.Tests;

namespace Hoplite.Intelligence.Tests.Stix;

/// <summary>Verdicts of the reference validator, case by case.</summary>
public sealed class ValidatorCases
{
    /// <summary>What the schemas ask for that the reference's own tests add.</summary>
    static readonly Dictionary<string, JsonElement> Added = new(StringComparer.Ordinal)
    {
        ["indicator"] = JsonElement.Parse("""{"properties":{"name":{"type":"string","pattern":"^Foobar$"}}}"""),
        ["x-new-type"] = JsonElement.Parse("""{"properties":{"property1":{"type":"string"},"property2":{"type":"integer"}}}"""),
        ["extension-definition--993ce403-6fdd-4efa-8279-31cf2d91b1c8"] = JsonElement.Parse("""{"required":["grade"],"properties":{"grade":{"enum":["A","B","C","D","F"]}}}"""),
    };

    [Fact]
    public void Verdicts_agree_with_those_of_the_reference()
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("stix/cases/stix21_validator_cases.json")));
        var wrong = new List<string>();
        var count = 0;
        foreach (var one in cases.RootElement.EnumerateArray())
        {
            var report = StixValidator.Validate(one.GetProperty("instance"), Options(one.GetProperty("options")));
            var valid = one.GetProperty("valid").GetBoolean();
            if (report.IsValid != valid) wrong.Add($"#{count} {one.GetProperty("test").GetString()!.Split('.')[^1]} {one.GetProperty("options")} should be {valid}: {string.Join("; ", report.Errors)}");
            count++;
        }

        Assert.True(count >= 90, $"only {count} cases");
        Assert.True(wrong.Count == 0, $"{count - wrong.Count} of {count} agree\n{string.Join('\n', wrong)}");
    }

    static StixValidationOptions Options(JsonElement options) => new()
    {
        Strict = !options.TryGetProperty("strict", out var strict) || strict.GetBoolean(),
        StrictTypes = Flag(options, "strict_types"),
        StrictProperties = Flag(options, "strict_properties"),
        EnforceReferences = Flag(options, "enforce_refs"),
        Disabled = Names(options, "disabled"),
        Enabled = Names(options, "enabled"),
        AdditionalSchemas = options.TryGetProperty("schema_dir", out _) ? Added : new Dictionary<string, JsonElement>(StringComparer.Ordinal),
    };

    static bool Flag(JsonElement options, string name) => options.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    static string[] Names(JsonElement options, string name) => !options.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(one => one.GetString()!)]
        : value.GetString()!.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
