namespace Hoplite.Detection.Sigma;

/// <summary>The legacy way to write several rules in one file: a document with <c>action</c> lends what it holds to those after it.</summary>
sealed class InheritedWords
{
    YamlMap? _global;
    YamlMap? _previous;

    /// <summary>The document with what it inherits, or null when it is no rule itself.</summary>
    public YamlMap? Complete(YamlMap document)
    {
        var action = document.Text("action");
        var own = action is null ? document : document.Without("action");
        switch (action)
        {
            case null:
                return _previous = _global?.MergedWith(own) ?? own;
            case "global":
                _global = _global?.MergedWith(own) ?? own;
                return null;
            case "reset":
                _global = null;
                return null;
            case "repeat":
                return _previous = _previous?.MergedWith(own) ?? throw new RuleProblem(document.Line, "The document repeats a rule, but there is none before it.");
            default:
                throw new RuleProblem(document.Line, $"The action '{action}' is none of global, reset and repeat.");
        }
    }
}
