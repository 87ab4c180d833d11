using System.ComponentModel;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Remote;

/// <summary>A system that is told to act over HTTP, in the words that an operator wrote down for it.</summary>
public sealed record HttpActionOptions
{
    /// <summary>What it does.</summary>
    [Description("The kinds of action it does, such as [block-address].")]
    public IReadOnlyList<ActionKind> Kinds { get; init; } = [];

    /// <summary>What makes it act.</summary>
    [Description("The request that acts.")]
    public HttpStepOptions Act { get; init; } = new();

    /// <summary>What looks.</summary>
    [Description("The GET request that looks whether the action is in effect; without it the answer to the first request is believed.")]
    public HttpLookOptions? Verify { get; init; }

    /// <summary>What takes it back.</summary>
    [Description("The request that takes the action back; without it the action cannot be taken back.")]
    public HttpStepOptions? Undo { get; init; }

    /// <summary>Headers.</summary>
    [Description("Headers of every request; a value of the form env:NAME or file:/path is a secret that is kept there.")]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>A bearer token.</summary>
    [Description("Where the bearer token is kept, such as env:EDGE_TOKEN; leave out for none.")]
    public string? Token { get; init; }

    /// <summary>The authority of its certificate.</summary>
    [Description("A file with the certificate, in PEM, that the other side's must come from; leave out for those of the system.")]
    public string? Authority { get; init; }

    /// <summary>How long an answer is waited for.</summary>
    [Description("How long an answer is waited for, at most 60s.")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);
}

/// <summary>One request.</summary>
public record HttpStepOptions
{
    /// <summary>The method.</summary>
    [Description("POST, PUT, PATCH or DELETE.")]
    public string Method { get; init; } = "POST";

    /// <summary>The address.</summary>
    [Description("The address; {target}, {kind}, {lease} (seconds), {key}, {incident} and {playbook} may stand behind the host and are percent-encoded.")]
    public string Url { get; init; } = "";

    /// <summary>The content.</summary>
    [Description("JSON with the same names in braces, inside of strings; {lease} may stand alone. Leave out for no content.")]
    public string? Body { get; init; }

    /// <summary>Statuses that say yes.</summary>
    [Description("The statuses that mean that it was done; leave out for any from 200 to 299.")]
    public IReadOnlyList<int> Expect { get; init; } = [];
}

/// <summary>A request that looks.</summary>
public sealed record HttpLookOptions
{
    /// <summary>The address.</summary>
    [Description("The address, as that of the request that acts. A status of 404 means that the action is not in effect.")]
    public string Url { get; init; } = "";

    /// <summary>Where to look.</summary>
    [Description("A JSON pointer (RFC 6901) into the answer, such as /status; leave out when any answer from 200 to 299 means that it is in effect.")]
    public string? Pointer { get; init; }

    /// <summary>What to find.</summary>
    [Description("The value there when the action is in effect, with the same names in braces.")]
    public string Value { get; init; } = "true";
}
