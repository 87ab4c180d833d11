using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>The pattern of an indicator: its syntax, and the types and properties it asks for.</summary>
static class PatternPractice
{
    public static void Check(Scope scope)
    {
        var subject = scope.Subject;
        if (subject.Type is not "indicator" || subject.Text("pattern_type") is not "stix" || subject.Text("pattern") is not { } pattern) return;
        var outline = PatternOutline.Read(pattern);
        if ((scope.Options.PatternSyntax?.Invoke(pattern) ?? outline.Problem) is { } wrong)
        {
            scope.Must("pattern", wrong);
            return;
        }

        foreach (var (type, property) in outline.Paths)
        {
            var known = StixSchema.Find(type) is { Family: StixFamily.Observable } spec ? spec : null;
            if (known is null) Type(scope, type);
            Property(scope, type, known, property);
        }
    }

    static void Type(Scope scope, string type)
    {
        if (type.Length is < 3 or > 250 || !type.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')) scope.Must("pattern", $"{type} can be no type of observables");
        if (scope.Options.StrictTypes) scope.Asked("strict-types", "pattern", $"{type} is no observable of the specification");
        Prefix(scope, type, '-');
    }

    static void Property(Scope scope, string type, TypeSpec? known, string property)
    {
        if (known?.Find(property) is not null) return;
        if (property.Length is < 3 or > 250 || !property.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_')) scope.Must("pattern", $"{property} can be no property of observables");
        if (known is null) return;
        if (scope.Options.StrictProperties) scope.Asked("strict-properties", "pattern", $"{property} is no property of a {type}");
        Prefix(scope, property, '_');
    }

    static void Prefix(Scope scope, string name, char mark)
    {
        if (!CustomContent.HasLongPrefix(name, mark)) scope.Should("custom-prefix", "pattern", $"{name} should be x{mark}, a name of the source, {mark} and the name");
        if (!CustomContent.HasShortPrefix(name, mark)) scope.Should("custom-prefix-lax", "pattern", $"{name} should start with x{mark}");
    }
}
