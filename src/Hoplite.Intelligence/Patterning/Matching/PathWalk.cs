namespace Hoplite.Intelligence.Patterning;

/// <summary>Goes from an object along a path to the values at its end.</summary>
static class PathWalk
{
    /// <summary>The values at the end of a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="root">The object it begins at.</param>
    /// <param name="objects">The objects that references may name.</param>
    public static List<object?> Values(ObjectPath path, IReadOnlyDictionary<string, object?> root, IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> objects)
    {
        List<object?> values = [root];
        foreach (var step in path.Steps)
        {
            var next = new List<object?>();
            foreach (var value in values) Step(step, value, objects, next);
            if (next.Count == 0) return next;
            values = next;
        }

        return values;
    }

    static void Step(PathStep step, object? value, IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> objects, List<object?> next)
    {
        switch (step)
        {
            case KeyStep key when value is IReadOnlyDictionary<string, object?> tree && tree.TryGetValue(key.Name, out var inner):
                if (key.Name.EndsWith("_ref", StringComparison.Ordinal))
                {
                    if (Target(key.Name, inner, objects) is { } target) next.Add(target);
                }
                else if (key.Name.EndsWith("_refs", StringComparison.Ordinal))
                {
                    if (inner is not List<object?> references) throw new PatternException($"The value of {key.Name} is not a list.");
                    List<object?> targets = [.. references.Select(r => Target(key.Name, r, objects)).Where(t => t is not null)];
                    if (targets.Count > 0) next.Add(targets);
                }
                else next.Add(Typed(key.Name, inner));
                break;
            case IndexStep index when value is List<object?> list:
                if (index.Index >= 0 && index.Index < list.Count) next.Add(list[(int)index.Index]);
                break;
            case AnyStep when value is List<object?> list:
                next.AddRange(list);
                break;
        }
    }

    static IReadOnlyDictionary<string, object?>? Target(string name, object? reference, IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> objects) =>
        reference is string id ? objects.GetValueOrDefault(id) : throw new PatternException($"A value of {name} is not the id of an object.");

    // The ending of a name says that the text stands for bytes (STIX 2.1 §2.1, §2.8).
    static object? Typed(string name, object? value)
    {
        if (value is not string text) return value;
        try
        {
            return name.EndsWith("_hex", StringComparison.Ordinal) ? Convert.FromHexString(text) : name.EndsWith("_bin", StringComparison.Ordinal) ? Convert.FromBase64String(text) : value;
        }
        catch (FormatException)
        {
            return value;
        }
    }
}
