using System.Text;
using Hoplite.Detection.Routing;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Matching;

/// <summary>Compiles the rules that are about one origin into a <see cref="Plan"/>.</summary>
/// <remarks>
/// Channel, provider and event id are the same for all events of an origin, so tests of them are answered here, once; what is
/// left of most rules is false and goes away. Equal tests of different rules become one predicate.
/// </remarks>
sealed class PlanCompiler
{
    static readonly Expression True = new AllOf([]);
    static readonly Expression False = new AnyOf([]);

    readonly EventOrigin _origin;
    readonly Dictionary<(string Field, ValueTest Test), int> _ids = [];
    readonly List<(string? Field, ValueTest Test)> _tests = [];
    readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    readonly List<(int Rule, Expression Condition, IReadOnlyDictionary<string, string> Fields)> _conditions = [];

    /// <summary>Reads the conditions of the rules about an origin.</summary>
    /// <param name="origin">Where the events come from.</param>
    /// <param name="rules">All rules; those about other events are left out.</param>
    /// <param name="catalogue">Which events belong to which log source.</param>
    public PlanCompiler(EventOrigin origin, RulesBySource rules, LogSourceCatalogue catalogue)
    {
        _origin = origin;
        var views = catalogue.ViewsOf(origin).ToArray();
        foreach (var (source, numbers) in rules.Groups)
        {
            var serving = views.Where(v => v.Serves(source)).ToArray();
            if (serving.Length == 0) continue;
            foreach (var number in numbers)
            {
                var readings = serving.Select(v => (v.Fields, Condition: Reading(rules[number], v))).Where(r => r.Condition != False).DistinctBy(r => r.Condition).ToArray();
                if (readings.Length > 0)
                    _conditions.Add((number, readings.Length == 1 ? readings[0].Condition : new AnyOf([.. readings.Select(r => r.Condition)]), readings[^1].Fields));
            }
        }

        _conditions.Sort(static (a, b) => a.Rule.CompareTo(b.Rule));
    }

    /// <summary>Makes the plan; once more when more is known about the site.</summary>
    /// <param name="observed">What values look like at this site, when that is known.</param>
    public Plan Compile(GramWeights.Observed? observed = null) => _conditions.Count == 0 ? Plan.Empty : Build(observed);

    Expression Reading(SigmaRule rule, LogSourceView view)
    {
        var condition = Simplify(rule.Condition, view.Fields);
        return view.Where is null || condition == False ? condition : Join([condition, Simplify(view.Where, view.Fields)]);
    }

    Expression Simplify(Expression expression, IReadOnlyDictionary<string, string> names)
    {
        switch (expression)
        {
            case AllOf all: return Join(all.Terms.Select(t => Simplify(t, names)));
            case AnyOf any: return Either(any.Terms.Select(t => Simplify(t, names)));
            case Not not:
                var term = Simplify(not.Term, names);
                return term == True ? False : term == False ? True : new Not(term);
            case FieldTest test:
                var field = FieldTable.Canonical(names.GetValueOrDefault(test.Field, test.Field));
                var value = test.Test is FieldReferenceTest reference
                    ? reference with { Other = FieldTable.Canonical(names.GetValueOrDefault(reference.Other, reference.Other)) }
                    : test.Test;
                return Answer(field, value) is { } known ? known ? True : False : new FieldTest(field, value);
            default: return expression;
        }
    }

    // What the origin already says; null when only the event can tell.
    bool? Answer(string field, ValueTest test)
    {
        if (test is FieldReferenceTest) return null;
        var constant = field switch
        {
            "EventID" => _origin.EventId,
            "Channel" => _origin.Channel,
            "Provider_Name" => _origin.Provider,
            _ => null,
        };
        if (constant is null) return null;
        var bytes = Encoding.UTF8.GetBytes(constant);
        switch (test)
        {
            case TextTest text:
                var pattern = BytePattern.Of(text);
                if (!pattern.WantsOriginal) TextFold.Fold(bytes, bytes);
                return pattern.Matches(bytes);
            case NumberTest number: return Numbers.TryParse(bytes, out var value) && value == number.Value;
            case OrderTest order: return Numbers.TryParse(bytes, out var compared) && Numbers.Holds(order.Order, compared.CompareTo(order.Bound));
            case NullTest: return false;
            case ExistsTest exists: return exists.Expected;
            default: return null;
        }
    }

    static Expression Join(IEnumerable<Expression> terms)
    {
        Expression[] left = [.. terms.Where(t => t != True)];
        return left.Contains(False) ? False : left.Length == 0 ? True : left.Length == 1 ? left[0] : new AllOf([.. left]);
    }

    static Expression Either(IEnumerable<Expression> terms)
    {
        Expression[] left = [.. terms.Where(t => t != False)];
        return left.Contains(True) ? True : left.Length == 0 ? False : left.Length == 1 ? left[0] : new AnyOf([.. left]);
    }

    Plan Build(GramWeights.Observed? observed)
    {
        var programs = _conditions.Select(c => new RuleProgram(c.Rule, Emit(c.Condition), c.Fields)).ToArray();
        var weights = new GramWeights([.. _tests.Select(t => t.Test).OfType<TextTest>().SelectMany(t => BytePattern.Of(t).Literals)], observed);
        var followers = new List<int>?[_tests.Count];
        var present = new Dictionary<int, HashSet<int>>();
        var always = new List<int>();
        for (var program = 0; program < programs.Length; program++)
        {
            var witness = Witness.Of(_conditions[program].Condition, weights);
            if (witness is null)
            {
                always.Add(program);
                continue;
            }

            foreach (var term in witness.Terms)
            {
                var (field, test) = term is FieldTest f ? (f.Field, f.Test) : (null, ((KeywordTest)term).Test);
                if ((field is null ? Witness.Keyword(test, weights) : Witness.Literal(test, weights)) is not null) (followers[Id(field, test)] ??= []).Add(program);
                else if (field is null) always.Add(program);
                else
                {
                    var slot = Slot(field);
                    if (!present.TryGetValue(slot, out var set)) present[slot] = set = [];
                    set.Add(program);
                }
            }
        }

        var predicates = new Predicate[_tests.Count];
        for (var i = 0; i < predicates.Length; i++)
            predicates[i] = Predicate.Create(i, _tests[i].Field is { } field ? Slot(field) : Predicate.WholeEvent, _tests[i].Test, Slot);

        var bySlot = new Dictionary<int, List<IndexedLiteral>>();
        for (var i = 0; i < predicates.Length; i++)
        {
            if (followers[i] is null) continue;
            if (!bySlot.TryGetValue(predicates[i].Slot, out var list)) bySlot[predicates[i].Slot] = list = [];
            list.Add(Filed(i, predicates[i], weights));
        }

        var slots = new SlotPlan[_slots.Count];
        for (var slot = 0; slot < slots.Length; slot++)
            slots[slot] = new SlotPlan(
                bySlot.TryGetValue(slot, out var literals) ? new LiteralSet(literals, weights) : null,
                present.TryGetValue(slot, out var programsHere) ? [.. programsHere] : []);
        var plan = new Plan
        {
            Predicates = predicates,
            Programs = programs,
            Slots = slots,
            SlotNames = [.. _slots.OrderBy(s => s.Value).Select(s => s.Key)],
            Keywords = bySlot.TryGetValue(Predicate.WholeEvent, out var keywords) ? new LiteralSet(keywords, weights) : null,
            Followers = [.. followers.Select(f => f is null ? [] : f.Distinct().ToArray())],
            Always = [.. always.Distinct()],
        };
        foreach (var (name, slot) in _slots) plan.Name(FieldTable.Intern(name), slot);
        return plan;
    }

    // A target is the predicate's number; with the lowest bit set the literal alone does not settle the test.
    static IndexedLiteral Filed(int id, Predicate predicate, GramWeights weights)
    {
        if (predicate is KeywordPredicate keyword)
        {
            var run = Witness.Keyword(keyword.Pattern.Test, weights)!;
            var settles = keyword.Pattern is { IsAnywhere: true, WantsOriginal: false } whole && whole.Literals.Single().Length == run.Length;
            return new IndexedLiteral(run, (id << 1) | (settles ? 0 : 1));
        }

        if (predicate is TextPredicate { Pattern: { IsOneLiteral: true, WantsOriginal: false } pattern })
        {
            var flags = (pattern.AnchoredAtStart ? LiteralFlags.AtStart : LiteralFlags.None) | (pattern.AnchoredAtEnd ? LiteralFlags.AtEnd : LiteralFlags.None);
            return new IndexedLiteral(pattern.Literals.Single(), id << 1, flags);
        }

        ValueTest test = predicate is TextPredicate text ? text.Pattern.Test : ((RegexPredicate)predicate).Source;
        return new IndexedLiteral(Witness.Literal(test, weights)!, (id << 1) | 1);
    }

    int[] Emit(Expression condition)
    {
        var code = new List<int>();
        Emit(condition, code);
        return [.. code];
    }

    void Emit(Expression expression, List<int> code)
    {
        switch (expression)
        {
            case FieldTest test: code.Add(Id(test.Field, test.Test)); break;
            case KeywordTest test: code.Add(Id(null, test.Test)); break;
            case Not not: EmitOperator(RuleProgram.Not, [not.Term], code); break;
            case AllOf all: EmitOperator(RuleProgram.And, all.Terms, code); break;
            case AnyOf any: EmitOperator(RuleProgram.Or, any.Terms, code); break;
        }
    }

    void EmitOperator(int op, IEnumerable<Expression> terms, List<int> code)
    {
        code.Add(op);
        var end = code.Count;
        code.Add(0);
        foreach (var term in terms) Emit(term, code);
        code[end] = code.Count;
    }

    int Id(string? field, ValueTest test)
    {
        if (_ids.TryGetValue((field ?? "\0", test), out var id)) return id;
        id = _tests.Count;
        _ids[(field ?? "\0", test)] = id;
        _tests.Add((field, test));
        if (field is not null) Slot(field);
        return id;
    }

    int Slot(string field)
    {
        if (!_slots.TryGetValue(field, out var slot)) _slots[field] = slot = _slots.Count;
        return slot;
    }
}
