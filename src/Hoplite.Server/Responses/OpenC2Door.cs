using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Transparency;
using Hoplite.Response.OpenC2;
using Hoplite.Response.OpenC2.Slpf;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Responses;

/// <summary>Takes OpenC2 commands at <c>/.well-known/openc2</c> (HTTPS transfer 1.1): from people and programs that may respond, for the packet filter of this machine.</summary>
sealed class OpenC2Door : IDisposable
{
    static readonly TimeSpan Often = TimeSpan.FromSeconds(5);

    readonly SlpfActuator _filter;
    readonly OpenC2Consumer _consumer;
    readonly PlatformLedger _ledger;

    /// <summary>Opens it.</summary>
    /// <param name="filter">The packet filter; stays with who gave it.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="agents">Knows what is protected, and where things are written down.</param>
    public OpenC2Door(Response.Netfilter.PacketFilter filter, Platform platform, AgentRoom agents)
    {
        _ledger = agents.Ledger;
        _filter = SlpfActuator.Open(filter, new SlpfOptions(Path.Combine(platform.Data, "openc2.json"), Veto) { RulesFolder = platform.Options.Response.OpenC2Rules }, platform.Time);
        _consumer = new OpenC2Consumer(_filter, new ConsumerIdentity { Hostname = TargetForm.Host(Environment.MachineName)?.Name }, platform.Time);

        // Asked of every network that would be denied, apart from the gate.
        string? Veto(IPNetwork network) => !agents.Gate.Settings.Protected.Contains(new AddressTarget(network)) ? null
            : network.PrefixLength == 0 ? "a deny without an address would reach what is protected; name the addresses" : $"{network} is protected, or holds what is";
    }

    /// <summary>Maps the address.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(OpenC2ContentType.Path, TakeAsync).WithName("openc2").WithTags("responses").WithSummary("Take an OpenC2 command for the packet filter").ExcludeFromDescription().RequireRoleAtLeast(Role.Responder, Scope.Respond);

        // Commands are posted; without this the console would answer to any other method.
        routes.MapMethods(OpenC2ContentType.Path, [HttpMethods.Get, HttpMethods.Head, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete], static (HttpContext context) =>
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
        }).ExcludeFromDescription().RequireRoleAtLeast(Role.Responder, Scope.Respond);
    }

    /// <summary>Ends what is over and mends what somebody else changed, until it is cancelled.</summary>
    public async Task KeepAsync(TimeProvider time, CancellationToken cancellation)
    {
        using var turn = new PeriodicTimer(Often, time);
        do
        {
            _filter.Sweep();
            _filter.Repair();
        }
        while (await turn.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public void Dispose() => _filter.Dispose();

    // Written first: what cannot be proved later is not done.
    bool IsWritten(string actor, ReadOnlySpan<byte> command)
    {
        try
        {
            _ledger.Append(new LedgerEntry(LedgerKind.Intent, actor, null, new JsonObject { ["command"] = Convert.ToHexStringLower(SHA256.HashData(command)), ["of"] = "openc2" }));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    static async Task TakeAsync(HttpContext context, ResponseRoom room)
    {
        if (room.OpenC2 is not { } door)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var body = new byte[OpenC2Reader.MaxBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted).ConfigureAwait(false);
        context.Audit("openc2", $"{length} bytes");
        var (contentType, requestId) = (context.Request.ContentType, context.Request.Headers["X-Request-ID"].FirstOrDefault());
        var answer = room.Broker.Book.Stopped is not null ? door._consumer.Refuse(contentType, requestId, "all actions are stopped")
            : !door.IsWritten(context.Actor(), body.AsSpan(0, length)) ? door._consumer.Refuse(contentType, requestId, "the ledger cannot be written, and what is not written is not done")
            : door._consumer.Answer(contentType, requestId, body.AsMemory(0, length));
        context.Response.StatusCode = answer.HttpStatus;
        context.Response.ContentType = answer.ContentType;
        if (answer.RequestId is { } id) context.Response.Headers["X-Request-ID"] = id;
        if (answer.Body.Length > 0) await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
