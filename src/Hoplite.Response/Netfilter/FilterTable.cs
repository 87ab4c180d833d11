namespace Hoplite.Response.Netfilter;

/// <summary>The table <c>inet hoplite</c>: its sets, chains and the rules that never change.</summary>
static class FilterTable
{
    public const string Name = "hoplite";

    /// <summary>Behind defragmentation (-400) and before every other filter, so that flows that run already are cut as well.</summary>
    public const int Priority = -300;

    /// <summary>How many rules that never change it has.</summary>
    public const int FixedRules = 23;

    static readonly (string Name, int Hook)[] Hooks = [("input", Schema.HookInput), ("forward", Schema.HookForward), ("output", Schema.HookOutput)];

    /// <summary>The chains at the hooks.</summary>
    public static IEnumerable<string> HookChains => Hooks.Select(h => h.Name);

    /// <summary>Every chain it has.</summary>
    public static IEnumerable<string> Chains => HookChains.SelectMany(n => new[] { n, RulesOf(n) });

    /// <summary>The chain of rules that come and go, behind the fixed ones of a hook.</summary>
    public static string RulesOf(string hook) => $"rules_{hook}";

    /// <summary>Makes it, where no such table is.</summary>
    public static void Create(NetlinkBatch batch)
    {
        batch.Message(Schema.NewTable, Schema.Create | Schema.Exclusive).Put(1, Name);
        foreach (var (set, id) in FilterSet.All.Select((s, i) => (s, i + 1)))
        {
            var writer = batch.Message(Schema.NewSet, Schema.Create | Schema.Exclusive);
            writer.Put(1, Name);
            writer.Put(2, set.Name);
            writer.Put(3, set.Flags);
            writer.Put(4, set.KeyType);
            writer.Put(5, (uint)set.KeyBytes);
            writer.Put(10, (uint)id);
        }
        foreach (var hook in HookChains) batch.Message(Schema.NewChain, Schema.Create | Schema.Exclusive).Put(1, Name, 3, RulesOf(hook));
        foreach (var (name, number) in Hooks) HookChain(batch, name, number);
        foreach (var hook in HookChains) Rules(batch, hook);
    }

    /// <summary>Adds a rule at the end of a chain, or at its head.</summary>
    public static void Rule(NetlinkBatch batch, string chain, Func<RuleWriter, RuleWriter> write, string? remark = null, bool isFirst = false)
    {
        var writer = batch.Message(Schema.NewRule, Schema.Create | (isFirst ? 0 : Schema.Append));
        writer.Put(1, Name);
        writer.Put(2, chain);
        var expressions = writer.Open(4);
        write(new RuleWriter(writer));
        writer.Close(expressions);
        if (remark is not null) writer.Put(7, RuleWriter.Remark(remark));
    }

    static void HookChain(NetlinkBatch batch, string name, int number)
    {
        var writer = batch.Message(Schema.NewChain, Schema.Create | Schema.Exclusive);
        writer.Put(1, Name);
        writer.Put(3, name);
        var hook = writer.Open(4);
        writer.Put(1, (uint)number);
        writer.Put(2, unchecked((uint)Priority));
        writer.Close(hook);
        writer.Put(5, (uint)Schema.Accept);
        writer.Put(7, "filter");
    }

    // A packet that comes in is known by where it is from, one that goes out by where it goes to, one that passes by either.
    static void Rules(NetlinkBatch batch, string hook)
    {
        foreach (var isSix in new[] { false, true })
        {
            if (hook != "output") Blocked(batch, hook, isSix, isSource: true);
            if (hook != "input") Blocked(batch, hook, isSix, isSource: false);
            if (hook != "forward") continue;
            foreach (var isSource in new[] { true, false })
                Rule(batch, hook, r => r.Family(isSix).InSet(Find("isolated", isSix), isSource).InSet(Find("lifelines", isSix), !isSource, isNot: true).Counter().Verdict(Schema.Drop));
        }
        Rule(batch, hook, r => r.Verdict(Schema.Jump, RulesOf(hook)));
    }

    static void Blocked(NetlinkBatch batch, string hook, bool isSix, bool isSource)
    {
        Rule(batch, hook, r => r.Family(isSix).InSet(Find("blocked", isSix), isSource).Counter().Verdict(Schema.Drop));
        Rule(batch, hook, r => r.Family(isSix).InSet(Find("blocked", isSix, "_nets"), isSource).Counter().Verdict(Schema.Drop));
    }

    static FilterSet Find(string list, bool isSix, string suffix = "") => FilterSet.All.First(s => s.Name == $"{list}{(isSix ? '6' : '4')}{suffix}");

    static void Put(this NetlinkWriter writer, int first, string one, int second, string two)
    {
        writer.Put(first, one);
        writer.Put(second, two);
    }
}
