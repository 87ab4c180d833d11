using Hoplite.Response.Responders.Names;

namespace Hoplite.Response.Responders;

/// <summary>The responders that a configuration asks for.</summary>
public static class ResponderSet
{
    /// <summary>Makes them.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="secrets">Gives the value of a secret by where it is kept (<c>env:NAME</c>, <c>file:/path</c>); null when it is not there.</param>
    public static IReadOnlyList<IResponder> Of(ResponseOptions options, Func<string, string?> secrets)
    {
        List<IResponder> all = [];
        if (options.Sinkhole is { } sinkhole) all.Add(new NameSinkhole(sinkhole));
        return all;
    }
}
