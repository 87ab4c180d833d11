using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Taxii.Client;

namespace Hoplite.Server.Intelligence;

/// <summary>Speaks to the doors of other members: knocks with an invitation, and tells who was let in.</summary>
sealed class CommunityCalls : IAsyncDisposable
{
    const int LongestAnswer = 4 << 20;
    const int LongestReason = 300;
    const int Tries = 6;
    const int LongestLetter = 64 << 10;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    readonly Community _community;
    readonly TimeProvider _time;
    readonly HttpClient _client, _slow;
    readonly CancellationTokenSource _stop = new();

    public CommunityCalls(Community community, IReadOnlyList<IPNetwork> allowed, TimeProvider time)
    {
        (_community, _time) = (community, time);
        var handler = PrivateAddresses.Handler(allowed);
        handler.AllowAutoRedirect = false;
        _client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = LongestAnswer };
        _slow = new HttpClient(handler, disposeHandler: false) { Timeout = Long, MaxResponseContentBufferSize = PointLetter.Longest };
    }

    /// <summary>Takes up an invitation: knocks at the inviter and learns who else is there.</summary>
    /// <exception cref="InvalidDataException">The invitation does not hold, or the inviter refuses.</exception>
    /// <exception cref="HttpRequestException">The inviter cannot be reached.</exception>
    public async Task<int> JoinAsync(string text, CancellationToken cancellation)
    {
        text = text.Trim();
        var invitation = Invitation.Read(text);
        if (invitation.Community != _community.Name) throw new InvalidDataException($"the invitation is for the community '{invitation.Community}'; set intelligence: community to that name first");
        if (invitation.Expires < _time.GetUtcNow()) throw new InvalidDataException("the invitation is over; ask for a new one");
        var (name, address) = (_community.Self.Name, _community.Self.Address!.ToString());
        var knock = new JsonObject
        {
            ["invitation"] = text, ["key"] = _community.Id.Text, ["name"] = name, ["address"] = address,
            ["proof"] = System.Buffers.Text.Base64Url.EncodeToString(_community.Key.Sign(MemberRecord.Proof(text, name, address))),
        };
        using var answer = await _client.PostAsync(Door(MemberRecord.Address(invitation.Address.ToString()), "knock"), JsonContent.Create(knock), cancellation).ConfigureAwait(false);
        var members = (await ReadAsync(answer, "the inviter", cancellation).ConfigureAwait(false))?["members"] as JsonArray;
        if (members is null) throw new InvalidDataException("the inviter answers in a way that is not understood");
        var read = members.Select(m => MemberRecord.Read(m, invitation.Community)).ToArray();
        if (!read.Any(m => m.Key.Equals(invitation.Inviter))) throw new InvalidDataException("the inviter does not belong to its own community");
        _community.Joined(invitation, read);
        return _community.Roster.All.Count(m => m.Expelled is null);
    }

    /// <summary>Tells all other members of somebody who was let in, in the background; who is away is told later.</summary>
    public void Tell(Member guest)
    {
        var record = MemberRecord.Write(guest);
        var signature = System.Buffers.Text.Base64Url.EncodeToString(_community.Key.Sign(CanonicalJson.Bytes(record)));
        var body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["member"] = record, ["signature"] = signature });
        foreach (var member in _community.Roster.All)
            if (member is { Expelled: null, Address: not null } && !member.Key.Equals(_community.Id) && !member.Key.Equals(guest.Key))
                _ = Task.Run(() => TellAsync(member, body), CancellationToken.None);
    }

    /// <summary>Sends a letter to a member and reads its answer.</summary>
    /// <exception cref="InvalidDataException">It refuses, or answers with what is no answer to the letter.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    public async Task<PeerLetter> AskAsync(Member member, string what, PeerLetter letter, string answering, CancellationToken cancellation)
    {
        using var request = Request(member, what, JsonSerializer.SerializeToUtf8Bytes(letter.Write(_community.Key)), "application/json");
        using var answer = await _client.SendAsync(request, cancellation).ConfigureAwait(false);
        if (answer.Content.Headers.ContentLength > LongestLetter || await ReadAsync(answer, member.Name, cancellation).ConfigureAwait(false) is not JsonObject node) throw new InvalidDataException("it answers in a way that is not understood");
        var read = PeerLetter.Read(node, _community.Id, answering, _time.GetUtcNow(), out var problem) ?? throw new InvalidDataException("its answer does not hold: " + problem);
        return read.From.Equals(member.Key) && read.Nonce == letter.Nonce ? read : throw new InvalidDataException("it answers to something else");
    }

    /// <summary>Sends many values to a member and reads what it sends back.</summary>
    /// <exception cref="InvalidDataException">It refuses.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    public async Task<byte[]> SendAsync(Member member, string what, byte[] body, CancellationToken cancellation)
    {
        using var request = Request(member, what, body, "application/octet-stream");
        using var answer = await _slow.SendAsync(request, cancellation).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode) await ReadAsync(answer, member.Name, cancellation).ConfigureAwait(false);
        return await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _slow.Dispose();
        _client.Dispose();
        _stop.Dispose();
    }

    async Task TellAsync(Member member, byte[] body)
    {
        var stop = _stop.Token;
        for (var (pause, i) = (TimeSpan.FromSeconds(1), 0); i < Tries && !stop.IsCancellationRequested; pause *= 4, i++)
        {
            try
            {
                using var request = Request(member, "hear", body, "application/json");
                using var answer = await _client.SendAsync(request, stop).ConfigureAwait(false);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception away) when (away is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // It may be back at the next try.
            }

            try
            {
                await Task.Delay(pause, _time, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    HttpRequestMessage Request(Member member, string what, byte[] body, string type)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Door(member.Address!, what)) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", PeerToken.Issue(_community.Key, member.Key, _time.GetUtcNow()));
        return request;
    }

    // The door stands beside the TAXII root.
    static Uri Door(Uri root, string what) => new(root, $"../{CommunityDoor.Path}/{what}");

    static async Task<JsonNode?> ReadAsync(HttpResponseMessage answer, string who, CancellationToken cancellation)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false), documentOptions: new JsonDocumentOptions { MaxDepth = 8 });
        }
        catch (JsonException)
        {
            node = null;
        }

        if (answer.IsSuccessStatusCode) return node;
        var why = node is JsonObject problem && problem["detail"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : $"it answers {(int)answer.StatusCode}";
        throw new InvalidDataException(who + " refuses: " + (why.Length > LongestReason ? why[..LongestReason] : why));
    }
}
