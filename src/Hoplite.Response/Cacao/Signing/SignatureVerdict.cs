namespace Hoplite.Response.Cacao.Signing;

/// <summary>What is to be thought of one signature of a playbook.</summary>
/// <param name="Id">The id of the signature.</param>
/// <param name="Signee">Who it says has signed; only to be believed when <see cref="State"/> is <see cref="SignatureState.Trusted"/>.</param>
/// <param name="State">The verdict.</param>
/// <param name="Key">The name of the trusted key; null when it is none.</param>
/// <param name="Counters">How many earlier signatures it covers as well.</param>
/// <param name="Sentence">Why, in one sentence.</param>
public sealed record SignatureVerdict(string Id, string Signee, SignatureState State, string? Key, int Counters, string Sentence);

/// <summary>The verdicts on a signature.</summary>
public enum SignatureState
{
    /// <summary>It is right and of a key that is trusted here.</summary>
    Trusted,

    /// <summary>It is right, but nobody here trusts its key. The key in a signature proves nothing.</summary>
    Untrusted,

    /// <summary>It does not belong to this text: something was altered.</summary>
    Wrong,

    /// <summary>It is right and of a trusted key, but not valid at this time.</summary>
    NotValidNow,

    /// <summary>Whoever signed has taken it back.</summary>
    Revoked,

    /// <summary>Its algorithm or form is not known here.</summary>
    Unsupported,
}
