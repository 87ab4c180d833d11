using Hoplite.Response.OpenC2.Slpf;

namespace Hoplite.Response.OpenC2;

/// <summary>
/// Takes commands of OpenC2 1.0 over any transport that authenticated who sends them: bytes in, bytes and a status out. It knows no HTTP server; whoever has one maps
/// <c>POST /.well-known/openc2</c> to <see cref="Answer"/>. Thread-safe.
/// </summary>
/// <param name="slpf">Does allow, deny, delete and update; stays with who gave it.</param>
/// <param name="identity">What this consumer is called by.</param>
/// <param name="clock">The time.</param>
public sealed class OpenC2Consumer(SlpfActuator slpf, ConsumerIdentity identity, TimeProvider clock)
{
    const int MaxIdLetters = 256;

    readonly Lock _gate = new();
    readonly Queue<DateTimeOffset> _recent = [];

    /// <summary>Answers one request.</summary>
    /// <param name="contentType">What the request says its content is.</param>
    /// <param name="requestId">Its header <c>X-Request-ID</c>; null when there is none.</param>
    /// <param name="body">Its content, at most <see cref="OpenC2Reader.MaxBytes"/>.</param>
    /// <returns>The answer; it has no content when none was wanted.</returns>
    public OpenC2Answer Answer(string? contentType, string? requestId, ReadOnlyMemory<byte> body)
    {
        var id = Known(requestId);
        if (OpenC2ContentType.ForAnswer(contentType) is not { } answerType) return Pack(new OpenC2Response(400, $"Content-type must be {OpenC2ContentType.Message}"), OpenC2ContentType.Message, id, null);
        if (IsTooMuch()) return Pack(new OpenC2Response(503, $"more than {identity.RateLimit} requests a minute"), answerType, id, null);
        try
        {
            var request = OpenC2Reader.Request(body);
            return Pack(Shape(Do(request.Command), request.Command.Args.ResponseRequested), answerType, id, request.Headers);
        }
        catch (OpenC2Exception wrong)
        {
            return Pack(Shape(new OpenC2Response(wrong.Status, wrong.Message), wrong.ResponseRequested), answerType, id, wrong.Headers);
        }
    }

    /// <summary>Answers a request that is not looked at, because nothing can be taken now: status 503.</summary>
    /// <param name="contentType">What the request says its content is.</param>
    /// <param name="requestId">Its header <c>X-Request-ID</c>; null when there is none.</param>
    /// <param name="why">The reason, in one sentence.</param>
    public OpenC2Answer Refuse(string? contentType, string? requestId, string why) => Pack(new OpenC2Response(503, why), OpenC2ContentType.ForAnswer(contentType) ?? OpenC2ContentType.Message, Known(requestId), null);

    /// <summary>Does a command and says how it went, whatever answer was wanted.</summary>
    public OpenC2Response Do(OpenC2Command command)
    {
        if (!identity.IsMeant(command.Actuator)) return new OpenC2Response(404, "the command is for another actuator");
        if (SlpfChecks.Refuse(command) is { } reason) return new OpenC2Response(501, reason);
        return command.Target is FeaturesTarget features ? new OpenC2Response(200) { Results = Features(features.Wanted) } : slpf.Do(command);
    }

    // Who asked for an acknowledgement learns whether the command is one, and not how it went; who asked for nothing learns nothing.
    static OpenC2Response? Shape(OpenC2Response response, ResponseType? wanted) => wanted switch
    {
        ResponseType.None => null,
        ResponseType.Ack => response.Status is 200 or 500 ? new OpenC2Response(102) : response,
        ResponseType.Status => response with { Results = null },
        _ => response,
    };

    OpenC2Results? Features(IReadOnlyList<OpenC2Feature> wanted) => wanted.Count == 0 ? null : new OpenC2Results
    {
        Versions = wanted.Contains(OpenC2Feature.Versions) ? ["1.0"] : null,
        Profiles = wanted.Contains(OpenC2Feature.Profiles) ? ["slpf"] : null,
        Pairs = wanted.Contains(OpenC2Feature.Pairs) ? slpf.Pairs : null,
        RateLimit = wanted.Contains(OpenC2Feature.RateLimit) ? identity.RateLimit : null,
    };

    static string? Known(string? requestId) => requestId is { Length: > 0 and <= MaxIdLetters } && !requestId.Any(c => char.IsControl(c) || c > '~') ? requestId : null;

    bool IsTooMuch()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            while (_recent.TryPeek(out var first) && now - first >= TimeSpan.FromMinutes(1)) _recent.Dequeue();
            if (_recent.Count >= identity.RateLimit) return true;
            _recent.Enqueue(now);
            return false;
        }
    }

    // HTTP has a 102 of its own that is no answer, so an acknowledgement goes out as 200; every other status is that of HTTP too (OpenC2 over HTTPS 1.1 §4.2.1).
    OpenC2Answer Pack(OpenC2Response? response, string contentType, string? id, OpenC2Headers? headers)
    {
        if (response is null) return new OpenC2Answer(200, null, id, ReadOnlyMemory<byte>.Empty);
        var envelope = headers is null ? null : new OpenC2Headers { RequestId = headers.RequestId ?? id, Created = clock.GetUtcNow(), From = identity.Hostname, To = headers.From is { } from ? [from] : null };
        return new OpenC2Answer(response.Status == 102 ? 200 : response.Status, contentType, id ?? headers?.RequestId, OpenC2Writer.Response(response, envelope));
    }
}

/// <summary>An answer as HTTP carries it.</summary>
/// <param name="HttpStatus">The status of HTTP.</param>
/// <param name="ContentType">The content type; null when there is no content.</param>
/// <param name="RequestId">The header <c>X-Request-ID</c>; null for none.</param>
/// <param name="Body">The content.</param>
public sealed record OpenC2Answer(int HttpStatus, string? ContentType, string? RequestId, ReadOnlyMemory<byte> Body);
