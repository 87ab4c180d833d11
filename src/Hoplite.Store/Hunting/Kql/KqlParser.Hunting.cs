namespace Hoplite.Store.Hunting.Kql;

// Steps with a grammar of their own.
sealed partial class KqlParser
{
    static readonly string[] JoinKinds = ["inner", "leftouter", "leftsemi", "leftanti"];
    static readonly string[] CaptureTypes = ["string", "long", "int", "real", "double", "datetime"];

    KqlJoin Join()
    {
        var kind = "inner";
        if (Take("kind"))
        {
            Expect("=");
            kind = NameToken("the kind of join") switch { "semi" => "leftsemi", "anti" => "leftanti", "innerunique" => "inner", var named => named };
            if (Array.IndexOf(JoinKinds, kind) < 0) throw Wrong(_tokens[_at - 1].Span, "there is no such kind of join", "kinds are inner, leftouter, leftsemi and leftanti");
        }

        KqlQuery right;
        if (Take("("))
        {
            right = Query();
            Expect(")");
        }
        else right = new KqlQuery([], new KqlTable(NameToken("a query in brackets")) { Span = _tokens[_at - 1].Span }, []);

        Expect("on", "write join (…) on column");
        var keys = new List<KqlJoinKey>();
        do keys.Add(JoinKey());
        while (Take(",") || Take("and"));
        return new KqlJoin(kind, right, keys);
    }

    KqlJoinKey JoinKey()
    {
        if (!Now.Is("$left") && !Now.Is("$right")) return Name() is var same ? new KqlJoinKey(same.Name, same.Name) : null!;
        var first = Side(out var firstIsLeft);
        Expect("==", "write $left.a == $right.b");
        var second = Side(out var secondIsLeft);
        if (firstIsLeft == secondIsLeft) throw Wrong(_tokens[_at - 1].Span, "one side must be $left and the other $right");
        return firstIsLeft ? new KqlJoinKey(first, second) : new KqlJoinKey(second, first);
    }

    string Side(out bool left)
    {
        left = Now.Is("$left");
        if (!Take("$left")) Expect("$right", "write $left.a == $right.b");
        Expect(".");
        return Name().Name;
    }

    KqlParse Pattern(bool onlyMatches)
    {
        var value = Expression();
        Expect("with", "write parse message with * \"user=\" name \" \" *");
        var parts = new List<KqlPatternPart>();
        while (Now.Kind is KqlTokenKind.Text or KqlTokenKind.Name || Now.Is("*") || Now.Is("["))
        {
            if (Take("*")) parts.Add(new KqlPatternPart(null, null, null));
            else if (Now.Kind == KqlTokenKind.Text) parts.Add(new KqlPatternPart(Next().Text, null, null));
            else
            {
                var name = NameToken("a column");
                string? type = null;
                if (Take(":"))
                {
                    type = NameToken("a type");
                    if (Array.IndexOf(CaptureTypes, type) < 0) throw Wrong(_tokens[_at - 1].Span, "there is no such type", "types are " + string.Join(", ", CaptureTypes));
                }

                parts.Add(new KqlPatternPart(null, name, type));
            }

            if (parts.Count > 60) throw Wrong(Now.Span, "the pattern has more than 60 parts");
            if (parts.Count > 1 && parts[^1].Literal is null && parts[^2] is { Literal: null, Type: null or "string" or "datetime" }) throw Wrong(_tokens[_at - 1].Span, "between two columns there must be a text");
        }

        if (parts.All(p => p.Column is null)) throw Wrong(Now.Span, "the pattern names no column", "write parse message with * \"user=\" name \" \" *");
        return new KqlParse(onlyMatches, value, parts);
    }

    KqlSequence Sequence()
    {
        var keys = By();
        Expect("maxspan", "write sequence by host maxspan=10m [condition] [condition]");
        Expect("=");
        if (Now.Kind != KqlTokenKind.Timespan) throw Unexpected("a span of time is expected here, such as 10m");
        var span = (long)Next().Value!;
        var steps = new List<KqlExpression>();
        while (Take("["))
        {
            steps.Add(Expression());
            Expect("]");
        }

        if (steps.Count is < 2 or > 8) throw Wrong(Now.Span, "a sequence has two to eight steps in square brackets", "write sequence by host maxspan=10m [condition] [condition]");
        return new KqlSequence(keys, span, steps);
    }

    KqlRare Rare()
    {
        var columns = Columns();
        var groups = By();
        if (!Take("max")) return new KqlRare(columns, groups, 3);
        Expect("=");
        return new KqlRare(columns, groups, Count());
    }

    KqlFirstSeen FirstSeen()
    {
        var columns = Columns();
        var groups = By();
        if (!Take("since")) return new KqlFirstSeen(columns, groups, null);
        Expect("=");
        return new KqlFirstSeen(columns, groups, Expression());
    }
}
