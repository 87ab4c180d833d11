using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A running program (§6.13): an object of type <c>process</c>.</summary>
public sealed record ProcessObservable : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public ProcessObservable(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>is_hidden</c>; null where it is left out.</summary>
    public bool? IsHidden => Flag("is_hidden");

    /// <summary>The property <c>pid</c>; null where it is left out.</summary>
    public long? Pid => Whole("pid");

    /// <summary>The property <c>created_time</c>; null where it is left out.</summary>
    public StixTime? CreatedTime => Time("created_time");

    /// <summary>The property <c>cwd</c>; null where it is left out.</summary>
    public string? Cwd => Text("cwd");

    /// <summary>The property <c>command_line</c>; null where it is left out.</summary>
    public string? CommandLine => Text("command_line");

    /// <summary>The property <c>environment_variables</c>; null where it is left out.</summary>
    public JsonElement? EnvironmentVariables => Property("environment_variables");

    /// <summary>The property <c>opened_connection_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> OpenedConnectionRefs => Texts("opened_connection_refs");

    /// <summary>The property <c>creator_user_ref</c>; null where it is left out.</summary>
    public string? CreatorUserRef => Text("creator_user_ref");

    /// <summary>The property <c>image_ref</c>; null where it is left out.</summary>
    public string? ImageRef => Text("image_ref");

    /// <summary>The property <c>parent_ref</c>; null where it is left out.</summary>
    public string? ParentRef => Text("parent_ref");

    /// <summary>The property <c>child_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ChildRefs => Texts("child_refs");
}
