namespace Hoplite.Guard.Cedar;

/// <summary>Policies that answer questions. They never throw for what a question contains: what cannot be answered is answered with no.</summary>
public interface ICedarPolicies : IDisposable
{
    /// <summary>Answers a question. Any number of threads may ask at once.</summary>
    CedarAnswer IsAuthorized(CedarRequest request);
}
