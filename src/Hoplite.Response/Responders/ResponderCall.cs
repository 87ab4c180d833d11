using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders;

/// <summary>One action in the hands of a responder.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Before">How things were before, as the responder itself wrote it down.</param>
/// <param name="Key">The same for every try at the same effect; other systems are told it as their idempotency key.</param>
/// <param name="Expires">When the lease ends, UTC; a responder that can lets the other side end it by itself as well.</param>
public sealed record ResponderCall(ProposedAction Action, JsonObject Before, string Key, DateTimeOffset Expires);
