namespace Hoplite.Intelligence.Patterning;

/// <summary>A comparison expression made ready: asks it of one object of an observation.</summary>
abstract class ObjectTest
{
    /// <summary>Whether it holds of the object.</summary>
    public abstract bool IsMatch(IReadOnlyDictionary<string, object?> root, Observation observation);

    /// <summary>Prepares an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="comparison">How letters are compared: exactly as in STIX, or without regard to case over live events.</param>
    /// <exception cref="PatternException">A constant cannot be used.</exception>
    public static ObjectTest Of(ComparisonExpression expression, StringComparison comparison) => expression switch
    {
        ComparisonGroup group => Of(group.Inner, comparison),
        AllComparisons all => new AllTest([.. all.Terms.Select(t => Of(t, comparison))]),
        AnyComparisons any => new AnyTest([.. any.Terms.Select(t => Of(t, comparison))]),
        ExistsTest exists => new PresenceTest(exists),
        SetTest set => new PathTest(set.Path, ValueTests.Of(set, comparison)),
        ComparisonTest test => new PathTest(test.Path, ValueTests.Of(test, comparison)),
        _ => throw new InvalidOperationException("unknown expression"),
    };

    sealed class AllTest(ObjectTest[] terms) : ObjectTest
    {
        public override bool IsMatch(IReadOnlyDictionary<string, object?> root, Observation observation) => Array.TrueForAll(terms, t => t.IsMatch(root, observation));
    }

    sealed class AnyTest(ObjectTest[] terms) : ObjectTest
    {
        public override bool IsMatch(IReadOnlyDictionary<string, object?> root, Observation observation) => Array.Exists(terms, t => t.IsMatch(root, observation));
    }

    sealed class PresenceTest(ExistsTest test) : ObjectTest
    {
        public override bool IsMatch(IReadOnlyDictionary<string, object?> root, Observation observation) =>
            IsOfType(root, test.Path) && PathWalk.Values(test.Path, root, observation.Objects).Count > 0 != test.Negated;
    }

    sealed class PathTest(ObjectPath path, Func<object?, bool> test) : ObjectTest
    {
        public override bool IsMatch(IReadOnlyDictionary<string, object?> root, Observation observation) =>
            IsOfType(root, path) && PathWalk.Values(path, root, observation.Objects).Exists(v => test(v));
    }

    static bool IsOfType(IReadOnlyDictionary<string, object?> root, ObjectPath path) => root.TryGetValue("type", out var type) && type is string name && name == path.Type;
}
