using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>An object of STIX 2.0 among those of 2.1: the common properties are looked at; to look deeper, upgrade it first.</summary>
static class OldObject
{
    public static void Check(Scope scope)
    {
        var subject = scope.Subject;
        foreach (var name in (string[])["id", "created", "modified"])
        {
            if (name is "modified" && subject.Type is "marking-definition") continue;
            if (!subject.Json.TryGetProperty(name, out var value)) scope.Must(name, "is missing; it is required");
            else if (StixSchema.Unknown.Find(name) is { } spec) Values.Check(scope, spec, value, name);
        }

        if (subject.Text("id") is { } id && !id.StartsWith(subject.Type + "--", StringComparison.Ordinal)) scope.Must("id", $"must start with {subject.Type}--");
        if (subject.Time("created") is { } created && subject.Time("modified") is { } modified && modified < created) scope.Must("modified", "is earlier than created");
    }
}
