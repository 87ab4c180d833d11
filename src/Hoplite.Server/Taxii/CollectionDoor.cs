using Hoplite.Intelligence.Taxii;
using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Taxii;

/// <summary>Serves one collection to one user.</summary>
sealed class CollectionDoor(TaxiiDesk desk, TaxiiRoot root, TaxiiCollection collection, TaxiiUser user)
{
    readonly TaxiiPlace _place = new(root.Path, collection.Id);

    /// <summary>Serves a resource of it.</summary>
    public async Task ServeAsync(HttpContext context, TaxiiResource resource, string? id)
    {
        var cancellation = context.RequestAborted;
        if (resource == TaxiiResource.Collection)
        {
            await TaxiiAnswer.SendAsync(context, 200, TaxiiResources.Collection(collection, user)).ConfigureAwait(false);
        }
        else if (HttpMethods.IsPost(context.Request.Method))
        {
            if (!collection.CanBeWrittenBy(user)) throw new TaxiiRefusal(403, "you may not write to this collection");
            var body = await TaxiiBody.ReadAsync(context.Request, root.MaxContentLength, cancellation).ConfigureAwait(false);
            var status = await (collection.Intake is { } intake ? intake(user, body, cancellation) : desk.AddAsync(_place, user, body, cancellation)).ConfigureAwait(false);
            await TaxiiAnswer.SendAsync(context, StatusCodes.Status202Accepted, status.Json).ConfigureAwait(false);
        }
        else if (HttpMethods.IsDelete(context.Request.Method))
        {
            if (collection.Intake is not null || !collection.CanBeReadBy(user) || !collection.CanBeWrittenBy(user)) throw new TaxiiRefusal(403, "you may not delete from this collection");
            await desk.DeleteAsync(_place, user, id!, Query(context.Request), cancellation).ConfigureAwait(false);
            await TaxiiAnswer.SendAsync(context, StatusCodes.Status200OK, ReadOnlyMemory<byte>.Empty).ConfigureAwait(false);
        }
        else
        {
            if (!collection.CanBeReadBy(user)) throw new TaxiiRefusal(403, "you may not read this collection");
            await ReadAsync(context, resource switch { TaxiiResource.Manifest => TaxiiShape.Manifest, TaxiiResource.Versions => TaxiiShape.Versions, _ => TaxiiShape.Objects }, id).ConfigureAwait(false);
        }
    }

    async Task ReadAsync(HttpContext context, TaxiiShape shape, string? id)
    {
        if (TaxiiAnswer.HasAlready(context, desk.Tag(_place, user, $"{shape}\n{context.Request.Path}{context.Request.QueryString}"))) return;
        using var body = new PooledBytes();
        TaxiiPage page;
        try
        {
            page = desk.Page(_place, user, shape, id, Query(context.Request), body);
        }
        catch (TaxiiRefusal)
        {
            context.Response.Headers.Remove("ETag");
            throw;
        }

        // On an empty page there is nothing that was added.
        if (page.Count > 0)
        {
            context.Response.Headers["X-TAXII-Date-Added-First"] = TaxiiDesk.Time(page.First);
            context.Response.Headers["X-TAXII-Date-Added-Last"] = TaxiiDesk.Time(page.Last);
        }

        await TaxiiAnswer.SendAsync(context, 200, body.Written).ConfigureAwait(false);
    }

    // A field that is given twice has the values of both.
    static List<KeyValuePair<string, string>> Query(HttpRequest request) =>
        [.. request.Query.Select(q => KeyValuePair.Create(q.Key, (q.Key.StartsWith("match[", StringComparison.Ordinal) ? string.Join(',', q.Value.ToArray()) : q.Value[^1]) ?? ""))];
}
